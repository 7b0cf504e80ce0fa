using Ledger.Protocol.V1;
using Ledger.Schema.Credential;

namespace Ledger.Client.Credentials;

/// <summary>
/// Reads a subject's credentials (链资信) with the proof that none is left out, and judges requirements on them here, as any other program
/// would on the same proofs. Nothing is sent to the chain, so that a check before an opening leaves no trace there.
/// </summary>
public sealed class CredentialReader(LedgerClient client)
{
    /// <summary>All records of a subject at a height; none is proved too.</summary>
    /// <param name="uscc">The subject's code.</param>
    /// <param name="height">A final height that the node keeps; 0 for the newest.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="LedgerClientException">The node refused, is unreachable, or its answer does not verify.</exception>
    public async Task<CredentialListing> ReadAsync(string uscc, ulong height = 0, CancellationToken cancellationToken = default)
    {
        var listing = await client.ListAsync(CredentialTables.RecordPrefix(uscc), height, cancellationToken: cancellationToken)
            .ConfigureAwait(false);
        var records = listing.Entries.Select(entry => CredentialRecord.Parser.ParseFrom(entry.Value.Span)).ToList();
        return new CredentialListing(new SubjectRecords(uscc, records, IsComplete: true), listing.Height, listing.Time);
    }

    /// <summary>Who checked a subject, by the newest final block; proven complete.</summary>
    /// <exception cref="LedgerClientException">The node refused, is unreachable, or its answer does not verify.</exception>
    public async Task<IReadOnlyList<CredentialCheck>> ChecksOfAsync(string uscc, CancellationToken cancellationToken = default)
    {
        var listing = await client.ListAsync(CredentialTables.CheckPrefix(uscc), cancellationToken: cancellationToken)
            .ConfigureAwait(false);
        return [.. listing.Entries.Select(entry => CredentialCheck.Parser.ParseFrom(entry.Value.Span))];
    }

    /// <summary>How a bidder stands to a requirement, on proved entries of one height alone.</summary>
    /// <param name="requirement">What is asked.</param>
    /// <param name="usccs">The bidder, or every member of a consortium.</param>
    /// <param name="asOf">Another time to ask about, UTC milliseconds; null for the requirement's deadline.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="LedgerClientException">The node refused, is unreachable, or its answer does not verify.</exception>
    public async Task<CredentialAnswer> CheckAsync(
        Requirement requirement, IReadOnlyList<string> usccs, long? asOf = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(requirement);
        ArgumentNullException.ThrowIfNull(usccs);
        var bidders = new List<SubjectRecords>();
        var (height, time) = (0UL, 0L);
        foreach (var uscc in usccs)
        {
            var listing = await ReadAsync(uscc, height, cancellationToken).ConfigureAwait(false);
            (height, time) = (listing.Height, listing.Time);
            bidders.Add(listing.Subject);
        }

        var answer = await new ProvenEvaluation(client, height)
            .EvaluateAsync(state => RequirementEvaluator.Evaluate(requirement, bidders, state, asOf), cancellationToken)
            .ConfigureAwait(false);
        return new CredentialAnswer(answer, height, time);
    }
}

/// <summary>A subject's records as of a final height.</summary>
/// <param name="Subject">The records, complete.</param>
/// <param name="Height">The height that they are of.</param>
/// <param name="Time">Its block time, UTC milliseconds.</param>
public sealed record CredentialListing(SubjectRecords Subject, ulong Height, long Time);

/// <summary>An answer, and how fresh it is.</summary>
/// <param name="Answer">How the bidder stands.</param>
/// <param name="Height">The height whose state it is of.</param>
/// <param name="Time">Its block time, UTC milliseconds: nothing later is known to it.</param>
public sealed record CredentialAnswer(RequirementAnswer Answer, ulong Height, long Time);
