using System.CommandLine;
using Ledger.Cli.Previews;
using Ledger.Client.Membership;
using Ledger.Protocol.V1;

namespace Ledger.Cli.Commands.Proposals;

/// <summary>Puts a change to the vote, once: an open proposal of the same change is named instead.</summary>
internal static class ProposalSending
{
    private const int DaysMax = 30;

    internal static Option<int> Days { get; } = new("--days")
    {
        Description = "For how many days votes count, 1 to 29.",
        DefaultValueFactory = _ => 7,
        HelpName = "DAYS",
    };

    internal static async Task<int> SendAsync(
        Invocation invocation, ProposeChange change, CancellationToken cancellationToken, Document? added = null)
    {
        var days = invocation.Value(Days);
        if (days is < 1 or >= DaysMax)
        {
            throw CliException.Usage(
                $"--days {days} is not 1 to {DaysMax - 1}.",
                $"--days {days} 应为 1 至 {DaysMax - 1}。");
        }

        var client = await invocation.OpenSignerAsync(cancellationToken);
        if (await new ProposalReader(client).FindSameAsync(change, cancellationToken) is { } same)
        {
            throw CliException.Usage(
                $"Proposal {Convert.ToHexStringLower(same.Proposal.Proposed.ProposalId.Span)} says the same and is open until " +
                $"{Moments.Show(same.Proposal.Proposed.ClosesAt)}. What to do: vote on that one, `ledger proposal vote`.",
                $"提案 {Convert.ToHexStringLower(same.Proposal.Proposed.ProposalId.Span)} 内容相同，表决至 " +
                    $"{Moments.Show(same.Proposal.Proposed.ClosesAt)}；请对它表决：`ledger proposal vote`。");
        }

        var now = (await client.GetStatusAsync(cancellationToken)).BlockTime;
        var call = MembershipCalls.Propose(change, now + (long)TimeSpan.FromDays(days).TotalMilliseconds, out var proposalId);
        if (await FinalAct.SendAsync(invocation, client, [call], cancellationToken) is not { } result)
        {
            return Confirmation.CodeOfUndone(invocation);
        }

        var document = Documents.Of(result);
        document["proposal"] = result.IsDone ? Datum.NextId(proposalId) : null; // a refused one has no id to vote on
        foreach (var (name, value) in added ?? [])
        {
            document[name] = value;
        }

        return Outcome.Show(invocation, ("proposal", "提案"), result, document);
    }
}
