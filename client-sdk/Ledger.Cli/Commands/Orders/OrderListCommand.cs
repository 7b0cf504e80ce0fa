namespace Ledger.Cli.Commands.Orders;

internal sealed class OrderListCommand : CliCommand
{
    private readonly OrderAccess _side = new();

    internal OrderListCommand(CliContext context)
        : base("list", "Your orders, as your folder has them.", "ledger order list --orders orders --json")
    {
        Add(OrderAccess.OrdersFolder);
        Add(_side.Nodes.Also);
        Does(context, async (invocation, cancellationToken) =>
        {
            var orders = await _side.OpenOrdersAsync(invocation, cancellationToken);
            var rows = orders.List().Select(view => OrderDocuments.Of(view, orders.SectionOf(Convert.ToHexStringLower(view.OrderId.Span))))
                .ToArray();
            invocation.Report.ShowList(
                ($"{rows.Length} orders", $"{rows.Length} 份订单"),
                new Document { ["orders"] = Datum.List(rows), ["waiting_to_be_sent"] = orders.Waiting },
                "orders",
                OrderDocuments.Columns);
            return ExitCode.Done;
        });
    }
}
