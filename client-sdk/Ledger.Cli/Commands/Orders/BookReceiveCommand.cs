using Ledger.Orders;

namespace Ledger.Cli.Commands.Orders;

/// <summary>The exchange of letters with the other side.</summary>
internal sealed class BookReceiveCommand<TBook> : BookCommand<TBook>
    where TBook : OrderBook
{
    internal BookReceiveCommand(CliContext context, BookSide<TBook> side, string description, string example)
        : base(side, "receive", description, example) => Opens(context, async (invocation, book, cancellationToken) =>
        {
            await book.FlushAsync(cancellationToken);
            OrderDocuments.ShowOutcomes(invocation, await book.ReceiveAsync(cancellationToken), book.Waiting);
        });
}
