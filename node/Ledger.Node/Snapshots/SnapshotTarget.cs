using Google.Protobuf;
using Ledger.Crypto;
using Ledger.Execution;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Storage;

namespace Ledger.Node.Snapshots;

/// <summary>The snapshot that a node begins at: what is known of it, and the parts that it has.</summary>
internal sealed class SnapshotTarget
{
    internal SnapshotTarget(Snapshot offer, SnapshotTrust trust, GenesisFile genesis, ISignatureVerifier verifier)
    {
        (Offer, Trust) = (offer, trust);
        Header = BlockHeader.TryDecode(offer.Header.Span, out var header)
            ? header : throw new ArgumentException("An offer that was checked has a header.", nameof(offer));
        Hash = BlockHeader.Hash(genesis.Hasher, offer.Header.Span);
        First = SnapshotServer.FirstBlock(offer.TimeProofHeight);
        Top = new SnapshotTop(First, Header, Hash, genesis, verifier, trust);
        var bounds = offer.Bounds.Select(bound => bound.ToByteArray()).ToList();
        var ranges = Enumerable.Range(0, bounds.Count + 1).Select(i => new StateRange(
            i, i == 0 ? [] : bounds[i - 1], i == bounds.Count ? null : bounds[i], Header, genesis.Hasher));
        var chunks = Enumerable.Range(0, offer.HistoryChunks.Length / Digest.Bytes).Select(i => new HistoryChunk(
            (ulong)i, new Digest(offer.HistoryChunks.Span.Slice(i * Digest.Bytes, Digest.Bytes)), trust, genesis.Hasher));
        Pieces = [Top, .. chunks, .. ranges];
    }

    internal Snapshot Offer { get; }

    internal SnapshotTrust Trust { get; }

    internal BlockHeader Header { get; }

    internal Digest Hash { get; }

    /// <summary>The oldest block that comes along.</summary>
    internal ulong First { get; }

    internal SnapshotTop Top { get; }

    internal IReadOnlyList<SnapshotPiece> Pieces { get; }

    /// <summary>Writes down what is begun, so that another process goes on with it.</summary>
    internal void Note(IStore store)
    {
        using var stream = new MemoryStream();
        Offer.WriteDelimitedTo(stream);
        new SnapshotPart { Links = { Trust.Links } }.WriteDelimitedTo(stream);
        var write = new WriteSet();
        ChainInstaller.PutTarget(write, stream.ToArray());
        var chunks = (ulong)(Offer.HistoryChunks.Length / Digest.Bytes);
        ChainInstaller.PutHistoryLeaves(write, chunks * SnapshotLimits.HistoryChunkLeaves, Offer.HistoryTail.Span);
        store.Write(write, durable: true);
    }

    /// <summary>What an earlier process began; null where none did.</summary>
    /// <exception cref="StorageException">The store failed, or what it holds was changed.</exception>
    internal static SnapshotTarget? Resume(IStore store, GenesisFile genesis, ISignatureVerifier verifier)
    {
        if (ChainInstaller.ReadTarget(store) is not { } noted)
        {
            return null;
        }

        try
        {
            using var stream = new MemoryStream(noted);
            var offer = Snapshot.Parser.ParseDelimitedFrom(stream);
            var trust = new SnapshotTrust(genesis, verifier);
            foreach (var link in SnapshotPart.Parser.ParseDelimitedFrom(stream).Links)
            {
                Require(trust.Take(link));
            }

            Require(trust.FaultOf(offer));
            var target = new SnapshotTarget(offer, trust, genesis, verifier);
            foreach (var piece in target.Pieces)
            {
                piece.Resume(store);
            }

            return target;
        }
        catch (InvalidProtocolBufferException e)
        {
            throw Damaged(e.Message, e);
        }
    }

    private static void Require(string? fault)
    {
        if (fault is not null)
        {
            throw Damaged(fault, null);
        }
    }

    private static StorageException Damaged(string what, Exception? inner) => new(
        StorageError.Corrupt,
        $"What was noted of the snapshot that the node begins at is damaged: {what}. Move the data directory away, keep the vote lock " +
        "beside it, and let the node begin anew.",
        inner);
}
