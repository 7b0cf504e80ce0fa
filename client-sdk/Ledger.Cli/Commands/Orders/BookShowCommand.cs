using Ledger.Orders;

namespace Ledger.Cli.Commands.Orders;

/// <summary>One order, as a side's book has it.</summary>
internal sealed class BookShowCommand<TBook> : BookStepCommand<TBook>
    where TBook : OrderBook
{
    internal BookShowCommand(CliContext context, BookSide<TBook> side, string example)
        : base(side, "show", "One order: its state, who acts next, and the guarantor's reasons.", example) =>
        Reads(context, async (invocation, book, cancellationToken) =>
        {
            var id = IdOf(invocation);
            var document = OrderDocuments.InFull(book, book.Show(id));
            await OutlookDocuments.AddAsync(invocation, book, id, document, cancellationToken);
            invocation.Report.Show(("order", "订单"), document);
        });
}
