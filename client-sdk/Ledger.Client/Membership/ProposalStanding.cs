using Ledger.Protocol.V1;

namespace Ledger.Client.Membership;

/// <summary>A proposal and how its vote stands, as of one final height.</summary>
/// <param name="Proposal">The proposal.</param>
/// <param name="VotesFor">Votes of the validators whose members approved it.</param>
/// <param name="VotesAgainst">Votes of those that rejected it.</param>
/// <param name="VotesNeeded">The least that enacts it: more than 2/3 of all.</param>
/// <param name="Waiting">Members that own votes and have not voted.</param>
/// <param name="Time">Time of the block, UTC milliseconds.</param>
public sealed record ProposalStanding(
    Proposal Proposal, ulong VotesFor, ulong VotesAgainst, ulong VotesNeeded, IReadOnlyList<Member> Waiting, long Time)
{
    /// <summary>Whether votes on it still count.</summary>
    public bool IsOpen => Proposal.State == ProposalState.Open && Time <= Proposal.Proposed.ClosesAt;
}
