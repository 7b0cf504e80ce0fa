using Ledger.Cli.Commands.Proposals;

namespace Ledger.Cli.Commands;

internal sealed class ProposalCommand : CliCommand
{
    internal ProposalCommand(CliContext context)
        : base(
            "proposal",
            "What members put to the vote: members, validators, caps, rules, calendars, the trust list.",
            "ledger proposal list")
    {
        Add(new ProposalListCommand(context));
        Add(new ProposalShowCommand(context));
        Add(new ProposalMakeCommand(context));
        Add(new ProposalVoteCommand(context));
    }
}
