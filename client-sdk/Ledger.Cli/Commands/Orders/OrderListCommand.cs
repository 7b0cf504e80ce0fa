using System.Text.Json.Nodes;
using Ledger.Cli.Output;

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
            var rows = orders.List().Select(view => (JsonNode)OrderDocuments.Of(view, orders.SectionOf(Documents.Hex(view.OrderId)))).ToArray();
            invocation.Report.ShowList($"{rows.Length} orders", new JsonObject { ["orders"] = new JsonArray(rows), ["waiting_to_be_sent"] = orders.Waiting }, "orders", OrderDocuments.Columns);
            return ExitCode.Done;
        });
    }
}
