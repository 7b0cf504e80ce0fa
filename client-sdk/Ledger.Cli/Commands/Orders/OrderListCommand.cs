using Ledger.Orders;

namespace Ledger.Cli.Commands.Orders;

internal sealed class OrderListCommand : BookCommand<BidderOrders>
{
    internal OrderListCommand(CliContext context)
        : base(new BidderSide(), "list", "Your orders, as your folder has them.", "ledger order list --orders orders --json") =>
        Reads(context, async (invocation, orders, cancellationToken) =>
            OrderDocuments.ShowList(
                invocation, orders, await OutlookDocuments.OfAllAsync(orders, orders.List(), cancellationToken)));
}
