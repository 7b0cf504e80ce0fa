using Google.Protobuf;
using Ledger.Audit.Headers;
using Ledger.Audit.Proofs;
using Ledger.Crypto;
using Ledger.Protocol;
using Ledger.Protocol.Proofs;
using Ledger.Protocol.V1;
using Ledger.Schema.Membership;

namespace Ledger.Node.Snapshots;

/// <summary>
/// What may be believed of a snapshot: validator sets that lead from genesis' to the one that signed it, each made by the set before, and
/// headers that they made final.
/// </summary>
internal sealed class SnapshotTrust(GenesisFile genesis, ISignatureVerifier verifier)
{
    private static readonly byte[] ValidatorsKey = MembershipTables.Validators.Key(MembershipTables.Current);
    private readonly HeaderVerifier _headers = new(genesis, verifier);
    private readonly Dictionary<Digest, ValidatorRoster> _sets = new() { [genesis.Validators.Hash] = genesis.Validators };
    private readonly List<ValidatorLink> _links = [];
    private ValidatorHistory _trusted = ValidatorHistory.From(genesis);

    /// <summary>The changes of the set that are known, oldest first.</summary>
    internal IReadOnlyList<ValidatorLink> Links => _links;

    /// <summary>The height of the newest one; 0 where there is none.</summary>
    internal ulong NewestLink { get; private set; }

    /// <summary>All sets known.</summary>
    internal IReadOnlyCollection<ValidatorRoster> Sets => _sets.Values;

    /// <summary>The set of a hash; null where it is not known.</summary>
    internal ValidatorRoster? FindSet(Digest hash) => _sets.GetValueOrDefault(hash);

    /// <summary>The set that finalises a height, as far as is known.</summary>
    internal ValidatorRoster SetAt(ulong height) => _trusted.At(height);

    /// <summary>Takes in a change of the set above those known; says what is wrong where it does not hold.</summary>
    internal string? Take(ValidatorLink link)
    {
        var verdict = _headers.Verify(link.Header.Span, link.Certificate, _trusted);
        if (!verdict.IsFinal || verdict.Header.Height <= NewestLink)
        {
            return $"a change of the validator set above block {NewestLink} is not final ({verdict.Error})";
        }

        var height = verdict.Header.Height;
        var proof = link.Proof?.ToProof();
        var error = StateProofVerifier.Verify(verdict.Header.StateRoot.ToArray(), proof, genesis.Hasher);
        if (error != ProofError.None || !proof!.Key.AsSpan().SequenceEqual(ValidatorsKey) || RosterOf(proof.Value) is not { } roster)
        {
            return $"the validator set that block {height} made is not proven ({error})";
        }

        _trusted = _trusted.With(height + 1, roster);
        _sets[roster.Hash] = roster;
        _links.Add(link);
        NewestLink = height;
        return null;
    }

    /// <summary>
    /// What is wrong with an offer; null where its header is one of this chain that the known set would finalise, its certificate holds
    /// where it has one, and its history is the header's.
    /// </summary>
    internal string? FaultOf(Snapshot offer)
    {
        var verdict = _headers.Read(offer.Header.Span);
        if (verdict.Error != HeaderError.None || verdict.Header!.Height != offer.Height)
        {
            return $"the header of its snapshot at {offer.Height} is none of that height of this chain ({verdict.Error})";
        }

        if (offer.Certificate is not null
            && _headers.Verify(offer.Header.Span, offer.Certificate, _trusted) is { IsFinal: false, Error: var error })
        {
            return $"the certificate of its snapshot at {offer.Height} does not hold ({error})";
        }

        if (offer.TimeProofHeight >= offer.Height || offer.Bounds.Count > SnapshotLimits.BoundsMax || !Ascend(offer.Bounds))
        {
            return $"its snapshot at {offer.Height} contradicts itself";
        }

        return HistoryRoot(offer) == verdict.Header.HistoryRoot
            ? null
            : $"the history of its snapshot at {offer.Height} is not the one of the header";
    }

    // The roots of whole chunks are nodes of the tree; what they and the leaves after them come to is its right edge.
    private Digest? HistoryRoot(Snapshot offer)
    {
        const ulong chunk = SnapshotLimits.HistoryChunkLeaves;
        if ((ulong)offer.HistoryChunks.Length != offer.Height / chunk * Digest.Bytes ||
            (ulong)offer.HistoryTail.Length != offer.Height % chunk * Digest.Bytes)
        {
            return null;
        }

        var edge = new byte[sizeof(ulong)];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt64BigEndian(edge, offer.Height);
        byte[] whole = [.. edge, .. Peaks(offer.HistoryChunks.Span), .. Peaks(offer.HistoryTail.Span)];
        return MerkleFrontier.TryDecode(whole, out var history) ? history.Root(genesis.Hasher) : null;
    }

    private byte[] Peaks(ReadOnlySpan<byte> nodes) => FrontierOf(nodes).Encode()[sizeof(ulong)..];

    /// <summary>The right edge of a tree over nodes of one level, 32 bytes each.</summary>
    internal MerkleFrontier FrontierOf(ReadOnlySpan<byte> nodes)
    {
        var frontier = MerkleFrontier.Empty;
        for (var at = 0; at < nodes.Length; at += Digest.Bytes)
        {
            frontier = frontier.Append(genesis.Hasher, new Digest(nodes.Slice(at, Digest.Bytes)));
        }

        return frontier;
    }

    private static bool Ascend(IReadOnlyList<ByteString> bounds)
    {
        for (var i = 0; i < bounds.Count; i++)
        {
            if (bounds[i].Length is 0 or > StateLimits.KeyBytesMax || (i > 0 && bounds[i - 1].Span.SequenceCompareTo(bounds[i].Span) >= 0))
            {
                return false;
            }
        }

        return true;
    }

    private ValidatorRoster? RosterOf(byte[]? value)
    {
        try
        {
            return value is null ? null : ValidatorRoster.TryCreate(genesis.Hasher, ValidatorSet.Parser.ParseFrom(value));
        }
        catch (InvalidProtocolBufferException)
        {
            return null;
        }
    }
}
