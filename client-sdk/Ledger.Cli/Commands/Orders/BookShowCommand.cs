using Ledger.Orders;

namespace Ledger.Cli.Commands.Orders;

/// <summary>One order, as a side's book has it.</summary>
internal sealed class BookShowCommand<TBook> : BookStepCommand<TBook>
    where TBook : OrderBook
{
    internal BookShowCommand(CliContext context, BookSide<TBook> side, string example)
        : base(side, "show", "One order: its state, what it waits for, and the guarantor's reasons.", example) =>
        Steps(context, (_, book, id, _) => Task.FromResult(book.Show(id)));
}
