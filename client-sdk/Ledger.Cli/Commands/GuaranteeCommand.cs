using Ledger.Cli.Commands.Guarantees;

namespace Ledger.Cli.Commands;

internal sealed class GuaranteeCommand : CliCommand
{
    internal GuaranteeCommand(CliContext context)
        : base("guarantee", "Bid-bond guarantees (投标保函): issue sealed, open, show, list, release, claim.", "ledger guarantee list --section E3500000001001043001001")
    {
        Add(new GuaranteeIssueCommand(context));
        Add(new GuaranteeOpenCommand(context));
        Add(new GuaranteeShowCommand(context));
        Add(new GuaranteeListCommand(context));
        Add(new GuaranteeReleaseCommand(context));
        Add(new GuaranteeClaimCommand(context));
    }
}
