using Ledger.Certificates;
using Ledger.Client.Membership;
using Ledger.Protocol.V1;

namespace Ledger.Cli.Commands.Proposals;

/// <summary>A proposal in words: what it would change, how the vote stands, who is waited for, and what follows.</summary>
internal static class ProposalDocuments
{
    internal static Document Of(ProposalStanding standing)
    {
        var proposal = standing.Proposal;
        return new Document
        {
            ["proposal"] = Datum.NextId(proposal.Proposed.ProposalId.Span),
            ["change"] = Vocabulary.Word("Call", proposal.Proposed.ChangeCase.ToString()),
            ["content"] = ContentOf(proposal.Proposed),
            ["state"] = standing.IsOpen || proposal.State != ProposalState.Open ? Datum.Word(proposal.State) : "Lapsed",
            ["votes_for"] = standing.VotesFor,
            ["votes_needed"] = standing.VotesNeeded,
            ["votes_against"] = standing.VotesAgainst,
            ["waits_for"] = standing.IsOpen ? Datum.List(standing.Waiting.Select(member => $"{member.Name} {member.Uscc}")) : null,
            ["proposer_uscc"] = proposal.ProposerUscc,
            ["proposed_at"] = Datum.Time(proposal.ProposedAt),
            ["closes_at"] = Datum.Time(proposal.Proposed.ClosesAt),
            ["next"] = Next(standing).English,
            ["next_zh"] = Next(standing).Chinese,
        };
    }

    /// <summary>What a proposal says, a CA's certificates by what stands in them: nobody votes on Base64.</summary>
    internal static Document InWords(ProposeChange proposed)
    {
        var content = MessageDocuments.Of(proposed);
        if (proposed.ChangeCase != ProposeChange.ChangeOneofCase.RuleVersion)
        {
            content.Remove("rule_version"); // a number has no absent form
        }

        if (proposed.Trust?.PutAuthority is { } entry && content["trust"] is Document trust && trust["put_authority"] is Document put)
        {
            put["certificates"] = Datum.List(entry.Certificates.Select(Of));
        }

        return content;
    }

    private static Document ContentOf(ProposeChange proposed)
    {
        var content = InWords(proposed);
        content.Remove("proposal_id");
        content.Remove("closes_at");
        return content;
    }

    // What is no certificate the chain refuses by its rule.
    private static Document Of(AuthorityCertificate certificate)
    {
        var isRead = Certificate.TryParseAnyKey(certificate.Der.Memory, out var parsed, out _);
        return new Document
        {
            ["subject"] = isRead ? parsed!.Subject.ToString() : null,
            ["serial_number"] = isRead ? Datum.Id(parsed!.SerialNumber.Span) : null,
            ["valid_from"] = Datum.Time(isRead ? parsed!.NotBeforeMs : 0),
            ["valid_until"] = Datum.Time(isRead ? parsed!.NotAfterMs : 0),
            ["anchor"] = certificate.Anchor,
            ["der"] = Datum.Bytes(certificate.Der.Span),
        };
    }

    private static (string English, string Chinese) Next(ProposalStanding standing) => standing.Proposal.State switch
    {
        ProposalState.Enacted => ("It is in force.", "已生效。"),
        ProposalState.Rejected => ("It is rejected; a new proposal may be made.", "已否决；可另行提案。"),
        _ when !standing.IsOpen => ("Its time is over; a new proposal may be made.", "表决已截止；可另行提案。"),
        _ => (
            $"It takes effect in the block in which {standing.VotesNeeded} votes are reached: {Missing(standing)} are missing.",
            $"赞成达到 {standing.VotesNeeded} 票的区块起生效，尚缺 {Missing(standing)} 票。"),
    };

    private static int Missing(ProposalStanding standing) =>
        (int)(standing.VotesNeeded - Math.Min(standing.VotesNeeded, standing.VotesFor));
}
