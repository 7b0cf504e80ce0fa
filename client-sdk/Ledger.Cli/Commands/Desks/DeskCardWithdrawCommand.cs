using Ledger.Cli.Previews;
using Ledger.Orders;

namespace Ledger.Cli.Commands.Desks;

internal sealed class DeskCardWithdrawCommand : CliCommand
{
    internal DeskCardWithdrawCommand(CliContext context)
        : base(
            "withdraw",
            "Take your card off the chain: no bidder finds you any more. Orders that there are go on.",
            "ledger desk card withdraw")
    {
        var side = new DeskSide();
        Add(DeskSide.DeskFolder);
        Add(side.Nodes.Also);
        DoesForGood(context, async (invocation, cancellationToken) =>
        {
            // Who has lost the folder withdraws by the key alone.
            var client = invocation.Common(DeskSide.DeskFolder, "LEDGER_DESK") is { } folder
                ? await side.OpenOwnerAsync(invocation, DeskSide.ReadSettings(folder), cancellationToken)
                : await invocation.OpenSignerAsync(cancellationToken);
            return await FinalAct.SendAsync(invocation, client, GuarantorCards.Withdrawing, ("card", "名片"), cancellationToken);
        });
    }
}
