using Ledger.Client.Membership;
using Ledger.Protocol.V1;
using Ledger.Schema.CaTrust;

namespace Ledger.Client.CaTrust;

/// <summary>The three votes by which a CA's certificates come to count (DOMAIN §3: entry, status, mutual recognition).</summary>
public enum RecognitionVote
{
    /// <summary>The CA stands on the trust list, with its authorities' certificates.</summary>
    Entry = 1,

    /// <summary>Its status is 对接完成.</summary>
    Status = 2,

    /// <summary>A centre or a region accepts it for some use.</summary>
    Acceptance = 3,
}

/// <summary>How one of the votes stands.</summary>
public enum RecognitionState
{
    /// <summary>Nobody has put it up.</summary>
    Missing = 0,

    /// <summary>Members vote on it.</summary>
    Open = 1,

    /// <summary>What it decides is in force.</summary>
    InForce = 2,
}

/// <summary>Where one of the votes stands.</summary>
/// <param name="Vote">Which.</param>
/// <param name="IsInForce">Whether what it decides is in force.</param>
/// <param name="Open">The proposal that is open for it; null where there is none.</param>
public sealed record RecognitionStep(RecognitionVote Vote, bool IsInForce, ProposalStanding? Open)
{
    /// <summary>Where it stands.</summary>
    public RecognitionState State =>
        IsInForce ? RecognitionState.InForce : Open is null ? RecognitionState.Missing : RecognitionState.Open;
}

/// <summary>How far a CA's recognition has come at a place.</summary>
public static class AuthorityRecognition
{
    /// <summary>The three votes in the order in which they are held.</summary>
    /// <param name="client">Reads and checks the state.</param>
    /// <param name="caId">The CA's id on the trust list.</param>
    /// <param name="place">A centre's code, or a region; 000000 for the whole country.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    /// <exception cref="LedgerClientException">The node refused, is unreachable, or its answer does not verify.</exception>
    public static async Task<IReadOnlyList<RecognitionStep>> ReadAsync(
        LedgerClient client, string caId, string place, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        var standing = await client.ReadAsync(
            CaTrustTables.Standings, CaTrustTables.Standings.Key(caId), cancellationToken: cancellationToken).ConfigureAwait(false);
        var accepted = CaTrustTables.AcceptanceKey(place, caId);
        var acceptance = await client.ReadAsync(CaTrustTables.Acceptances, accepted, cancellationToken: cancellationToken)
            .ConfigureAwait(false);
        var open = (await new ProposalReader(client).ListAsync(cancellationToken).ConfigureAwait(false))
            .Where(proposal => proposal.IsOpen).ToList();
        return
        [
            new RecognitionStep(
                RecognitionVote.Entry,
                standing.Record is not null,
                Find(trust => trust.PutAuthority?.CaId == caId)),
            new RecognitionStep(
                RecognitionVote.Status,
                standing.Record?.Statuses.LastOrDefault()?.Status == AuthorityStatus.Active,
                Find(trust => trust.SetStatus?.CaId == caId && trust.SetStatus.Status == AuthorityStatus.Active)),
            new RecognitionStep(
                RecognitionVote.Acceptance,
                acceptance.Record?.Entries.LastOrDefault()?.Usages.Count > 0,
                Find(trust => trust.SetAcceptance?.CaId == caId && trust.SetAcceptance.Place == place)),
        ];

        ProposalStanding? Find(Predicate<TrustChange> isIt) =>
            open.Find(proposal => proposal.Proposal.Proposed.Trust is { } trust && isIt(trust));
    }
}
