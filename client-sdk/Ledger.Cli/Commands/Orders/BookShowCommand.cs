using Ledger.Orders;

namespace Ledger.Cli.Commands.Orders;

/// <summary>One order, as a side's book has it.</summary>
internal sealed class BookShowCommand<TBook> : BookStepCommand<TBook>
    where TBook : OrderBook
{
    internal BookShowCommand(CliContext context, BookSide<TBook> side, string example)
        : base(side, "show", "One order: its state, who acts next, and the guarantor's reasons.", example) =>
        Reads(context, (invocation, book, _) =>
        {
            Show(invocation, book, book.Show(IdOf(invocation)));
            return Task.CompletedTask;
        });
}
