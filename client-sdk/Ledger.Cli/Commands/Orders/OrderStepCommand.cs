using System.CommandLine;
using Ledger.Orders;

namespace Ledger.Cli.Commands.Orders;

/// <summary>A bidder's step in one order.</summary>
internal abstract class OrderStepCommand : CliCommand
{
    private readonly Argument<string> _order = new("ORDER") { Description = "The order's id, 32 hexadecimal digits." };
    private readonly OrderAccess _side = new();

    private protected OrderStepCommand(string name, string description, string example)
        : base(name, description, example)
    {
        Add(_order);
        Add(OrderAccess.OrdersFolder);
        Add(_side.Nodes.Also);
    }

    private protected void Steps(CliContext context, Func<Invocation, BidderOrders, string, CancellationToken, Task<OrderView>> step) =>
        Does(context, async (invocation, cancellationToken) =>
    {
        var orders = await _side.OpenOrdersAsync(invocation, cancellationToken);
        var id = Convert.ToHexStringLower(HexArgument.Read(invocation.Value(_order), 16, "An order's id"));
        var view = await step(invocation, orders, id, cancellationToken);
        invocation.Report.Show(("order", "订单"), OrderDocuments.Of(view, orders.SectionOf(id)));
        return ExitCode.Done;
    });
}
