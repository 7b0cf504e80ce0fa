using System.CommandLine;
using Ledger.Cli.Previews;
using Ledger.Client.Membership;

namespace Ledger.Cli.Commands.Proposals;

internal sealed class ProposalVoteCommand : CliCommand
{
    private static readonly Argument<string> Proposal = new("PROPOSAL") { Description = "The proposal's id, 32 hexadecimal digits." };
    private static readonly Option<bool> Approve = new("--approve") { Description = "Vote for it." };
    private static readonly Option<bool> Reject = new("--reject") { Description = "Vote against it." };

    internal ProposalVoteCommand(CliContext context)
        : base(
            "vote",
            "Vote on a proposal, as a member with votes. What it would change is shown first.",
            "ledger proposal vote 5f2b9c0de1a84f6b93c7d2e80a4b6c1d --approve --key zhuhai.key")
    {
        Add(Proposal);
        Add(Approve);
        Add(Reject);
        DoesForGood(context, (invocation, cancellationToken) =>
        {
            var (approve, reject) = (invocation.Value(Approve), invocation.Value(Reject));
            if (approve == reject)
            {
                throw CliException.Usage(
                    "Vote how? Give either --approve or --reject.",
                    "如何表决？请给出 --approve 或 --reject 之一。");
            }

            var id = HexArgument.Read(invocation.Value(Proposal), MembershipCalls.ProposalIdBytes, "The proposal's id");
            return FinalAct.SendAsync(invocation, MembershipCalls.Vote(id, approve), ("vote", "表决"), cancellationToken);
        });
    }
}
