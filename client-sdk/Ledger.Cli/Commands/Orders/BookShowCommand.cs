using Ledger.Orders;

namespace Ledger.Cli.Commands.Orders;

/// <summary>One order, as a side's book has it.</summary>
internal sealed class BookShowCommand<TBook> : BookStepCommand<TBook>
    where TBook : OrderBook
{
    internal BookShowCommand(CliContext context, BookSide<TBook> side, string example)
        : base(side, "show", "One order: its state, what it waits for, and the guarantor's reasons.", example) =>
        Reads(context, (invocation, book, _) =>
        {
            var id = IdOf(invocation);
            Show(invocation, book, id, book.Show(id));
            return Task.CompletedTask;
        });
}
