using Google.Protobuf;
using Ledger.Protocol.V1;
using Ledger.Schema.Membership;

namespace Ledger.Client.Membership;

/// <summary>Reads proposals with how their votes stand, from proved entries of the state.</summary>
/// <param name="client">Reads and checks the entries.</param>
public sealed class ProposalReader(LedgerClient client)
{
    /// <summary>Every proposal of the chain, the newest first; proven that none is left out.</summary>
    /// <exception cref="LedgerClientException">The node refused, is unreachable, or its answer does not verify.</exception>
    public async Task<IReadOnlyList<ProposalStanding>> ListAsync(CancellationToken cancellationToken = default)
    {
        var listing = await client.ListAsync(MembershipTables.Proposals.Prefix.ToArray(), cancellationToken: cancellationToken)
            .ConfigureAwait(false);
        var (votes, members) = await ElectorateAsync(listing.Height, cancellationToken).ConfigureAwait(false);
        return
        [
            .. listing.Entries.Select(entry => Standing(Proposal.Parser.ParseFrom(entry.Value.Span), votes, members, listing.Time))
                .OrderByDescending(standing => standing.Proposal.ProposedAt),
        ];
    }

    /// <summary>One proposal; null: proven that there is none.</summary>
    /// <param name="id">Its 16 bytes.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="LedgerClientException">The node refused, is unreachable, or its answer does not verify.</exception>
    public async Task<ProposalStanding?> FindAsync(ReadOnlyMemory<byte> id, CancellationToken cancellationToken = default)
    {
        var key = MembershipTables.Proposals.Key(id.Span);
        var found = await client.ReadAsync(MembershipTables.Proposals, key, cancellationToken: cancellationToken).ConfigureAwait(false);
        if (found.Record is not { } proposal)
        {
            return null;
        }

        var (votes, members) = await ElectorateAsync(found.Height, cancellationToken).ConfigureAwait(false);
        return Standing(proposal, votes, members, found.Time);
    }

    /// <summary>An open proposal of the same change, so that nobody splits the votes between two; null where there is none.</summary>
    /// <exception cref="LedgerClientException">The node refused, is unreachable, or its answer does not verify.</exception>
    public async Task<ProposalStanding?> FindSameAsync(ProposeChange change, CancellationToken cancellationToken = default)
    {
        var wanted = ChangeOf(change);
        return (await ListAsync(cancellationToken).ConfigureAwait(false))
            .FirstOrDefault(standing => standing.IsOpen && ChangeOf(standing.Proposal.Proposed).Equals(wanted));
    }

    private static ProposeChange ChangeOf(ProposeChange proposed)
    {
        var change = proposed.Clone();
        change.ProposalId = ByteString.Empty;
        change.ClosesAt = 0;
        return change;
    }

    private static ProposalStanding Standing(Proposal proposal, VotingPower votes, IReadOnlyList<Member> members, long time) => new(
        proposal,
        votes.Sum(proposal.ApprovedBy),
        votes.Sum(proposal.RejectedBy),
        votes.Needed,
        [
            .. members.Where(member => votes.Of(member.Uscc) > 0 && !proposal.ApprovedBy.Contains(member.Uscc)
                && !proposal.RejectedBy.Contains(member.Uscc)),
        ],
        time);

    private async Task<(VotingPower Votes, IReadOnlyList<Member> Members)> ElectorateAsync(
        ulong height, CancellationToken cancellationToken)
    {
        var set = await client.ReadAsync(
            MembershipTables.Validators, MembershipTables.Validators.Key(MembershipTables.Current), height, cancellationToken)
            .ConfigureAwait(false);
        var members = await client.ListAsync(MembershipTables.Members.Prefix.ToArray(), height, cancellationToken: cancellationToken)
            .ConfigureAwait(false);
        return (
            new VotingPower(set.Record ?? new ValidatorSet()),
            [.. members.Entries.Select(entry => Member.Parser.ParseFrom(entry.Value.Span))]);
    }
}

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
