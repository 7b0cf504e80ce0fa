using Ledger.Orders;

namespace Ledger.Cli.Commands.Orders;

/// <summary>A command on one side's book of orders.</summary>
internal abstract class BookCommand<TBook> : CliCommand
    where TBook : OrderBook
{
    private readonly BookSide<TBook> _side;

    private protected BookCommand(BookSide<TBook> side, string name, string description, string example)
        : base(name, description, example)
    {
        _side = side;
        Add(side.Folder);
        Add(side.Nodes.Also);
    }

    /// <summary>Sets what is done with the book; what it shows is the command's result.</summary>
    private protected void Opens(CliContext context, Func<Invocation, TBook, CancellationToken, Task> action) =>
        Opens(context, onlyReads: false, action);

    /// <summary>The same for a look into the folder, which asks for no key.</summary>
    private protected void Reads(CliContext context, Func<Invocation, TBook, CancellationToken, Task> action) =>
        Opens(context, onlyReads: true, action);

    /// <summary>The same for what is shown and confirmed before it is done; the action says how the command ends.</summary>
    private protected void OpensForGood(CliContext context, Func<Invocation, TBook, CancellationToken, Task<int>> action)
    {
        Confirmation.AddTo(this);
        Opens(context, onlyReads: false, action);
    }

    private void Opens(CliContext context, bool onlyReads, Func<Invocation, TBook, CancellationToken, Task> action) =>
        Opens(context, onlyReads, async (invocation, book, cancellationToken) =>
        {
            await action(invocation, book, cancellationToken);
            return ExitCode.Done;
        });

    private void Opens(CliContext context, bool onlyReads, Func<Invocation, TBook, CancellationToken, Task<int>> action) =>
        Does(context, async (invocation, cancellationToken) =>
        {
            var book = await _side.OpenAsync(invocation, onlyReads, cancellationToken);
            await _side.OpenedAsync(invocation, book, onlyReads, cancellationToken);
            var code = await action(invocation, book, cancellationToken);
            await _side.DoneAsync(invocation, book, cancellationToken);
            return code;
        });
}
