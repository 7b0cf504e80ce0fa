using Ledger.Orders;

namespace Ledger.Cli.Commands.Desks;

internal sealed class DeskCardWithdrawCommand : CliCommand
{
    internal DeskCardWithdrawCommand(CliContext context)
        : base(
            "withdraw",
            "Take your card off the chain: no bidder finds you any more. Orders that there are go on.",
            "ledger desk card withdraw") =>
        Does(context, async (invocation, cancellationToken) =>
            Outcome.Show(
                invocation,
                ("card", "名片"),
                await new GuarantorCards(await invocation.OpenSignerAsync(cancellationToken)).WithdrawAsync(cancellationToken)));
}
