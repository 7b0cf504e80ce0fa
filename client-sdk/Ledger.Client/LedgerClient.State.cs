using System.Runtime.CompilerServices;
using Google.Protobuf;
using Ledger.Audit.Proofs;
using Ledger.Client.Trust;
using Ledger.Protocol.Proofs;
using Ledger.Protocol.V1;
using Ledger.Schema;
using StateRow = Ledger.Client.StateEntry;

namespace Ledger.Client;

public sealed partial class LedgerClient
{
    /// <summary>One key's value, or the proof that it is absent.</summary>
    /// <param name="key">The full state key, 1 to 256 bytes.</param>
    /// <param name="height">A final height that the node keeps; 0 for the newest.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="LedgerClientException">The node refused, is unreachable, or its answer does not verify.</exception>
    public async Task<StateValue> GetAsync(ReadOnlyMemory<byte> key, ulong height = 0, CancellationToken cancellationToken = default)
    {
        var (value, _) = await GetProvenAsync(key, height, cancellationToken).ConfigureAwait(false);
        return value;
    }

    /// <summary>The same with the checked answer itself, to show its proof.</summary>
    /// <inheritdoc cref="GetAsync"/>
    public async Task<(StateValue Value, GetStateResponse Answer)> GetProvenAsync(
        ReadOnlyMemory<byte> key, ulong height = 0, CancellationToken cancellationToken = default)
    {
        var seen = HeightSeen;
        var request = new GetStateRequest { Key = UnsafeByteOperations.UnsafeWrap(key), Height = height };
        var answer = await _calls.CallAsync(_node.GetStateAsync, request, cancellationToken).ConfigureAwait(false);
        var (anchor, freshness) = await VerifyAnchorAsync(
            answer.Header, answer.Headers, answer.Certificate, height, seen, cancellationToken)
            .ConfigureAwait(false);
        if (answer.Proof is null)
        {
            throw _chain.Fail(VerificationFailure.Missing, "the state proof.");
        }

        var proof = answer.Proof.ToProof();
        if (!proof.Key.AsSpan().SequenceEqual(key.Span))
        {
            throw _chain.Fail(
                VerificationFailure.OtherKey, $"asked for key {StateKeys.Show(key.Span)}, got a proof of {StateKeys.Show(proof.Key)}.");
        }

        var error = StateProofVerifier.Verify(anchor.Header.StateRoot.ToArray(), proof, Genesis.Hasher);
        if (error != ProofError.None)
        {
            throw _chain.Fail(VerificationFailure.StateProof, $"key {StateKeys.Show(key.Span)} at height {anchor.Header.Height}: {error}.");
        }

        var value = proof.Value is { } present ? present : default(ReadOnlyMemory<byte>?); // a bare null would become empty memory
        return (new StateValue(key, value, anchor.Header.Height, anchor.Header.Time) { Freshness = freshness }, answer);
    }

    /// <summary>A record of a table by its full key (<see cref="StateTable{TRecord}.Key(string)"/>).</summary>
    /// <inheritdoc cref="GetAsync"/>
    public async Task<StateRecord<TRecord>> ReadAsync<TRecord>(
        StateTable<TRecord> table, ReadOnlyMemory<byte> key, ulong height = 0, CancellationToken cancellationToken = default)
        where TRecord : class, IMessage<TRecord>, new()
    {
        ArgumentNullException.ThrowIfNull(table);
        if (!key.Span.StartsWith(table.Prefix))
        {
            throw new ArgumentException(
                $"Key {StateKeys.Show(key.Span)} is not of table {table.Name}: make it with the table's Key().", nameof(key));
        }

        var value = await GetAsync(key, height, cancellationToken).ConfigureAwait(false);
        return new StateRecord<TRecord>(
            key,
            value.Value is { } bytes ? ReadRecord(table, key, bytes) : null,
            value.Height,
            value.Time)
        { Freshness = value.Freshness };
    }

    /// <summary>
    /// All entries under a prefix, proven complete, in as many pages as needed. For a prefix of unknown size use <see
    /// cref="ListPagesAsync"/>.
    /// </summary>
    /// <param name="prefix">What the keys begin with.</param>
    /// <param name="height">A final height that the node keeps; 0 for the newest.</param>
    /// <param name="entriesMax">Most entries taken into memory; more are an error, not a cut.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="LedgerClientException">The node refused, is unreachable, or its answer does not verify.</exception>
    /// <exception cref="InvalidOperationException">There are more than <paramref name="entriesMax"/> entries.</exception>
    public async Task<StateListing> ListAsync(
        ReadOnlyMemory<byte> prefix, ulong height = 0, int entriesMax = 100_000, CancellationToken cancellationToken = default)
    {
        var entries = new List<StateRow>();
        StateListing? last = null;
        await foreach (var page in ListPagesAsync(prefix, height, cancellationToken).ConfigureAwait(false))
        {
            last = page;
            entries.AddRange(page.Entries);
            if (entries.Count > entriesMax)
            {
                throw new InvalidOperationException(
                    $"More than {entriesMax} entries are under {StateKeys.Show(prefix.Span)}: narrow the prefix, raise entriesMax, or " +
                    $"read them with ListPagesAsync.");
            }
        }

        return last! with { Entries = entries };
    }

    /// <summary>
    /// All entries under a prefix page by page, all as of the height of the first. Proven complete once the last page has come.
    /// </summary>
    /// <inheritdoc cref="ListAsync"/>
    public async IAsyncEnumerable<StateListing> ListPagesAsync(
        ReadOnlyMemory<byte> prefix, ulong height = 0, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        byte[]? join = null;
        HeadFreshness? freshness = null;
        while (true)
        {
            var seen = HeightSeen;
            var request = new ListStateRequest
            {
                Prefix = UnsafeByteOperations.UnsafeWrap(prefix),
                Height = height,
                Limit = (uint)_options.PageEntries,
            };
            request.From = join is null ? ByteString.Empty : UnsafeByteOperations.UnsafeWrap(join);
            var answer = await _calls.CallAsync(_node.ListStateAsync, request, cancellationToken).ConfigureAwait(false);
            var (anchor, headFreshness) = await VerifyAnchorAsync(
                answer.Header, answer.Headers, answer.Certificate, height, seen, cancellationToken)
                .ConfigureAwait(false);
            freshness ??= headFreshness; // all pages are as of the first one's height
            var (entries, ends) = VerifyPage(answer.Proof, prefix, join, anchor);
            yield return new StateListing(entries, anchor.Header.Height, anchor.Header.Time) { Freshness = freshness };
            if (ends)
            {
                yield break;
            }

            height = anchor.Header.Height;
            join = entries[^1].Key.ToArray();
        }
    }

    // A page holds no gap. The first begins where the prefix does, each other one with the last key of the page before, which is not given
    // twice.
    private (IReadOnlyList<StateRow> Entries, bool Ends) VerifyPage(
        Protocol.V1.PrefixProof? message, ReadOnlyMemory<byte> prefix, byte[]? join, VerifiedHeader anchor)
    {
        if (message is null)
        {
            throw _chain.Fail(VerificationFailure.Missing, "the prefix proof.");
        }

        var proof = message.ToProof();
        if (!proof.Prefix.AsSpan().SequenceEqual(prefix.Span))
        {
            throw _chain.Fail(
                VerificationFailure.OtherKey,
                $"asked for prefix {StateKeys.Show(prefix.Span)}, got a proof of {StateKeys.Show(proof.Prefix)}.");
        }

        var verdict = PrefixProofVerifier.Verify(anchor.Header.StateRoot.ToArray(), proof, Genesis.Hasher);
        if (proof.Entries.Any(entry => entry.Value is null))
        {
            throw _chain.Fail(VerificationFailure.Missing, $"values under prefix {StateKeys.Show(prefix.Span)}: only their hashes came.");
        }

        if (verdict.Error != ProofError.None)
        {
            throw _chain.Fail(
                VerificationFailure.StateProof,
                $"prefix {StateKeys.Show(prefix.Span)} at height {anchor.Header.Height}: {verdict.Error}.");
        }

        var joins = join is null ? verdict.FromStart : proof.Entries.Count > 0 && proof.Entries[0].Key.AsSpan().SequenceEqual(join);
        var fresh = proof.Entries.Skip(join is null ? 0 : 1).Select(entry => new StateRow(entry.Key, entry.Value!)).ToList();
        if (!joins || (!verdict.ToEnd && fresh.Count == 0))
        {
            throw _chain.Fail(
                VerificationFailure.IncompleteListing,
                $"entries under {StateKeys.Show(prefix.Span)} at height {anchor.Header.Height} were left out.");
        }

        return (fresh, verdict.ToEnd);
    }

    private async Task<(VerifiedHeader Anchor, HeadFreshness? Freshness)> VerifyAnchorAsync(
        ByteString header, IReadOnlyList<ByteString> above, QuorumCertificate? certificate, ulong height, ulong seen,
        CancellationToken cancellationToken)
    {
        var anchor = await _chain.VerifyAsync(header, above, certificate, cancellationToken).ConfigureAwait(false);
        if (height != 0 && anchor.Header.Height != height)
        {
            throw _chain.Fail(VerificationFailure.OtherHeight, $"asked for height {height}, got {anchor.Header.Height}.");
        }

        return (anchor, height == 0 ? CheckNewest(anchor, seen) : null);
    }

    private TRecord ReadRecord<TRecord>(StateTable<TRecord> table, ReadOnlyMemory<byte> key, ReadOnlyMemory<byte> value)
        where TRecord : class, IMessage<TRecord>, new()
    {
        try
        {
            var record = new TRecord();
            record.MergeFrom(value.Span);
            return record;
        }
        catch (InvalidProtocolBufferException)
        {
            throw _chain.Fail(
                VerificationFailure.MalformedRecord, $"key {StateKeys.Show(key.Span)} holds no record of table {table.Name}.");
        }
    }
}
