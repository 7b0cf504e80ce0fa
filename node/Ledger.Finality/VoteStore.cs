using System.Buffers.Binary;
using Google.Protobuf;
using Ledger.Protocol.V1;
using Ledger.Storage;

namespace Ledger.Finality;

/// <summary>The durable record of votes and certificates. A validator's own vote is written together with the block it is for.</summary>
public sealed class VoteStore(IStore store)
{
    private const byte OwnVote = (byte)'v';
    private const byte Certificate = (byte)'c';
    private const byte Evidence = (byte)'e';
    private const byte Divergence = (byte)'d';

    /// <summary>The vote this node signed at a height, or null where it signed none.</summary>
    public SignedVote? ReadOwnVote(ulong height) => Read(OwnVote, height, SignedVote.Parser);

    /// <summary>The certificate of a height, or null where this node has none of exactly that height.</summary>
    public QuorumCertificate? ReadCertificate(ulong height) => Read(Certificate, height, QuorumCertificate.Parser);

    /// <summary>
    /// The certificate of the lowest height at or above <paramref name="height"/>: it finalises that height too. Null where there is none.
    /// </summary>
    public QuorumCertificate? ReadCertificateFrom(ulong height) =>
        First(Key(Certificate, height), Key(Certificate, ulong.MaxValue), reverse: false);

    /// <summary>
    /// The newest certificate of the heights from <paramref name="above"/> + 1 to <paramref name="upTo"/>; null where there is none.
    /// </summary>
    public QuorumCertificate? ReadNewestCertificate(ulong above, ulong upTo) => above < upTo && upTo < ulong.MaxValue
        ? First(Key(Certificate, above + 1), Key(Certificate, upTo + 1), reverse: true)
        : null;

    /// <summary>The newest height at which this node signed a vote; 0 where it signed none.</summary>
    public ulong ReadNewestOwnVote()
    {
        foreach (var (key, _) in store.Scan(StoreTable.Votes, Key(OwnVote, 0), Key(OwnVote, ulong.MaxValue), reverse: true))
        {
            return BinaryPrimitives.ReadUInt64BigEndian(key.AsSpan(1));
        }

        return 0;
    }

    /// <summary>Whether proof of an equivocation of this validator at this height is kept.</summary>
    public bool HasEvidence(ulong height, ReadOnlySpan<byte> validator) =>
        store.Get(StoreTable.Votes, [.. Key(Evidence, height), .. validator]) is not null;

    /// <summary>The newest certificate, or null on a new chain.</summary>
    public QuorumCertificate? ReadNewestCertificate() => First(Key(Certificate, 0), Key(Certificate, ulong.MaxValue), reverse: true);

    /// <summary>Adds this node's vote to the batch that also holds its block.</summary>
    public static void PutOwnVote(WriteSet write, SignedVote vote) =>
        write.Put(StoreTable.Votes, Key(OwnVote, vote.Height), vote.ToByteArray());

    /// <summary>Keeps a certificate. Not synced: others have it too.</summary>
    public void WriteCertificate(QuorumCertificate certificate)
    {
        var write = new WriteSet();
        write.Put(StoreTable.Votes, Key(Certificate, certificate.Height), certificate.ToByteArray());
        store.Write(write, durable: false);
    }

    /// <summary>Keeps proof of an equivocation.</summary>
    public void WriteEvidence(ulong height, EquivocationEvidence evidence)
    {
        var write = new WriteSet();
        write.Put(StoreTable.Votes, [.. Key(Evidence, height), .. evidence.First.Vote.Validator.Span], evidence.ToByteArray());
        store.Write(write, durable: true);
    }

    /// <summary>All evidence kept, by height.</summary>
    public IEnumerable<EquivocationEvidence> ReadEvidence() =>
        store.Scan(StoreTable.Votes, Key(Evidence, 0), new byte[] { Evidence + 1 })
            .Select(entry => EquivocationEvidence.Parser.ParseFrom(entry.Value));

    /// <summary>What was kept of votes for a block that is not this node's; null where nothing was.</summary>
    public DivergenceEvidence? ReadDivergence(ulong height, ReadOnlySpan<byte> blockHash) =>
        store.Get(StoreTable.Votes, [.. Key(Divergence, height), .. blockHash]) is { } bytes
            ? DivergenceEvidence.Parser.ParseFrom(bytes)
            : null;

    /// <summary>All that is kept of votes for blocks that are not this node's, by height.</summary>
    public IEnumerable<DivergenceEvidence> ReadDivergences() =>
        store.Scan(StoreTable.Votes, Key(Divergence, 0), new byte[] { Divergence + 1 })
            .Select(entry => DivergenceEvidence.Parser.ParseFrom(entry.Value));

    /// <summary>Keeps votes for a block that is not this node's.</summary>
    public void WriteDivergence(DivergenceEvidence evidence)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        var write = new WriteSet();
        write.Put(StoreTable.Votes, [.. Key(Divergence, evidence.Height), .. evidence.BlockHash.Span], evidence.ToByteArray());
        store.Write(write, durable: true);
    }

    private QuorumCertificate? First(byte[] from, byte[] to, bool reverse)
    {
        foreach (var (_, value) in store.Scan(StoreTable.Votes, from, to, reverse))
        {
            return QuorumCertificate.Parser.ParseFrom(value);
        }

        return null;
    }

    private TMessage? Read<TMessage>(byte kind, ulong height, MessageParser<TMessage> parser)
        where TMessage : class, IMessage<TMessage> =>
        store.Get(StoreTable.Votes, Key(kind, height)) is { } bytes ? parser.ParseFrom(bytes) : null;

    private static byte[] Key(byte kind, ulong height)
    {
        var key = new byte[9];
        key[0] = kind;
        BinaryPrimitives.WriteUInt64BigEndian(key.AsSpan(1), height);
        return key;
    }
}
