using Ledger.Cli.Previews;
using Ledger.Protocol.V1;

namespace Ledger.Cli.Commands.Tenders;

internal sealed class TenderMailboxCommand : CliCommand
{
    private readonly CentreFolder _folder = new();

    internal TenderMailboxCommand(CliContext context)
        : base(
            "mailbox",
            "Make the mailbox at which bidders ask the centre for attestations, and put its card on the chain, in place of an earlier one.",
            "ledger tender mailbox --mailbox requests --key centre.key")
    {
        _folder.AddTo(this);
        DoesForGood(context, async (invocation, cancellationToken) =>
        {
            var (_, card) = await _folder.OpenAsync(invocation, makes: true, cancellationToken);
            var call = new Call { Guarantee = new GuaranteeCall { PublishCard = new PublishCard { Mailbox = card } } };
            return await FinalAct.SendAsync(invocation, call, ("card", "名片"), cancellationToken);
        });
    }
}
