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
            ["next"] = Next(standing),
        };
    }

    private static Document ContentOf(ProposeChange proposed)
    {
        var content = MessageDocuments.Of(proposed);
        content.Remove("proposal_id");
        content.Remove("closes_at");
        return content;
    }

    private static string Next(ProposalStanding standing) => standing.Proposal.State switch
    {
        ProposalState.Enacted => "It is in force.",
        ProposalState.Rejected => "It is rejected; a new proposal may be made.",
        _ when !standing.IsOpen => "Its time is over; a new proposal may be made.",
        _ => $"It takes effect in the block in which {standing.VotesNeeded} votes are reached: " +
            $"{standing.VotesNeeded - Math.Min(standing.VotesNeeded, standing.VotesFor)} are missing.",
    };
}
