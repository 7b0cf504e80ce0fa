using System.CommandLine;

namespace Ledger.Cli.Commands.Orders;

internal sealed class OrderCancelCommand : OrderStepCommand
{
    private readonly Option<string> _reason = new("--reason")
    {
        Description = "Why; may be left out.",
        HelpName = "TEXT",
        DefaultValueFactory = _ => string.Empty,
    };

    internal OrderCancelCommand(CliContext context)
        : base(
            "cancel",
            "Cancel before the guarantee is issued. Where a batch was on its way, it comes all the same and can be surrendered.",
            "ledger order cancel 00112233445566778899aabbccddeeff --orders orders")
    {
        Add(_reason);
        StepsForGood(
            context,
            ("cancel", "撤销订单"),
            (invocation, orders, id, cancellationToken) => orders.CancelAsync(id, invocation.Value(_reason), cancellationToken),
            invocation => new Document { ["reason"] = invocation.Value(_reason) });
    }
}
