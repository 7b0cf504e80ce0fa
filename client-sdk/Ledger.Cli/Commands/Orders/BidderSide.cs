using System.CommandLine;
using Ledger.Orders;

namespace Ledger.Cli.Commands.Orders;

/// <summary>The bidder's folder of orders.</summary>
internal sealed class BidderSide : BookSide<BidderOrders>
{
    private static readonly Option<string?> Orders = new("--orders")
    {
        Description = "Your orders' folder; secret. [env: LEDGER_ORDERS]",
        HelpName = "DIR",
    };

    internal override Option<string?> Folder => Orders;

    internal override async Task<BidderOrders> OpenAsync(Invocation invocation, bool onlyReads, CancellationToken cancellationToken)
    {
        var folder = invocation.Common(Orders, "LEDGER_ORDERS")
            ?? throw CliException.Usage("Which orders? Give their folder with --orders DIR, or set LEDGER_ORDERS.");
        var options = await OptionsAsync(invocation, folder, onlyReads, cancellationToken);
        return invocation.Own(await OrderAccess.UnlockedAsync(() => new BidderOrders(options), cancellationToken));
    }
}
