using System.CommandLine;
using Ledger.Client.Membership;

namespace Ledger.Cli.Commands.Proposals;

internal sealed class ProposalShowCommand : CliCommand
{
    private readonly Argument<string> _proposal = new("PROPOSAL") { Description = "The proposal's id, 32 hexadecimal digits." };

    internal ProposalShowCommand(CliContext context)
        : base(
            "show",
            "One proposal: what it would change, votes had and needed, who is waited for, until when, and what follows.",
            "ledger proposal show 5f2b9c0de1a84f6b93c7d2e80a4b6c1d")
    {
        Add(_proposal);
        Does(context, async (invocation, cancellationToken) =>
        {
            var id = HexArgument.Read(invocation.Value(_proposal), MembershipCalls.ProposalIdBytes, "The proposal's id");
            var standing = await new ProposalReader(invocation.OpenReader()).FindAsync(id, cancellationToken)
                ?? throw CliException.NotFound(
                    $"There is no proposal {invocation.Value(_proposal)}.",
                    $"没有提案 {invocation.Value(_proposal)}。");
            invocation.Report.Show(("proposal", "提案"), ProposalDocuments.Of(standing));
            return ExitCode.Done;
        });
    }
}
