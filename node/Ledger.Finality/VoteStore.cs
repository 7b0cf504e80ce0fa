using System.Buffers.Binary;
using Google.Protobuf;
using Ledger.Protocol.V1;
using Ledger.Storage;

namespace Ledger.Finality;

/// <summary>The durable record of votes and certificates. A validator's own vote is written together with the block it is for.</summary>
public sealed class VoteStore(IStore store) : IVotes
{
    private const byte OwnVote = (byte)'v';
    private const byte Certificate = (byte)'c';
    private const byte Evidence = (byte)'e';
    private const byte Divergence = (byte)'d';

    /// <inheritdoc/>
    public SignedVote? ReadOwnVote(ulong height) => Read(OwnVote, height, SignedVote.Parser);

    /// <inheritdoc/>
    public QuorumCertificate? ReadCertificate(ulong height) => Read(Certificate, height, QuorumCertificate.Parser);

    /// <inheritdoc/>
    public QuorumCertificate? ReadCertificateFrom(ulong height) =>
        First(Key(Certificate, height), Key(Certificate, ulong.MaxValue), reverse: false);

    /// <inheritdoc/>
    public QuorumCertificate? ReadNewestCertificate(ulong above, ulong upTo) => above < upTo && upTo < ulong.MaxValue
        ? First(Key(Certificate, above + 1), Key(Certificate, upTo + 1), reverse: true)
        : null;

    /// <inheritdoc/>
    public ulong ReadNewestOwnVote()
    {
        foreach (var (key, _) in store.Scan(StoreTable.Votes, Key(OwnVote, 0), Key(OwnVote, ulong.MaxValue), reverse: true))
        {
            return HeightOf(key);
        }

        return 0;
    }

    /// <inheritdoc/>
    public bool HasEvidence(ulong height, ReadOnlySpan<byte> validator) =>
        store.Get(StoreTable.Votes, [.. Key(Evidence, height), .. validator]) is not null;

    /// <inheritdoc/>
    public QuorumCertificate? ReadNewestCertificate() => First(Key(Certificate, 0), Key(Certificate, ulong.MaxValue), reverse: true);

    /// <summary>Adds this node's vote to the batch that also holds its block.</summary>
    public static void PutOwnVote(WriteSet write, SignedVote vote) =>
        write.Put(StoreTable.Votes, Key(OwnVote, vote.Height), vote.ToByteArray());

    /// <summary>Keeps a certificate. Not synced: others have it too.</summary>
    public void WriteCertificate(QuorumCertificate certificate)
    {
        var write = new WriteSet();
        PutCertificate(write, certificate);
        store.Write(write, durable: false);
    }

    /// <summary>Adds a certificate to a batch.</summary>
    public static void PutCertificate(WriteSet write, QuorumCertificate certificate)
    {
        ArgumentNullException.ThrowIfNull(write);
        ArgumentNullException.ThrowIfNull(certificate);
        write.Put(StoreTable.Votes, Key(Certificate, certificate.Height), certificate.ToByteArray());
    }

    /// <summary>Keeps proof of an equivocation.</summary>
    public void WriteEvidence(ulong height, EquivocationEvidence evidence)
    {
        var write = new WriteSet();
        write.Put(StoreTable.Votes, [.. Key(Evidence, height), .. evidence.First.Vote.Validator.Span], evidence.ToByteArray());
        store.Write(write, durable: true);
    }

    /// <inheritdoc/>
    public IEnumerable<EquivocationEvidence> ReadEvidence() =>
        store.Scan(StoreTable.Votes, Key(Evidence, 0), new byte[] { Evidence + 1 })
            .Select(entry => EquivocationEvidence.Parser.ParseFrom(entry.Value));

    /// <inheritdoc/>
    public DivergenceEvidence? ReadDivergence(ulong height, ReadOnlySpan<byte> blockHash) =>
        store.Get(StoreTable.Votes, [.. Key(Divergence, height), .. blockHash]) is { } bytes
            ? DivergenceEvidence.Parser.ParseFrom(bytes)
            : null;

    /// <inheritdoc/>
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

    /// <summary>
    /// Keys of the votes and certificates of heights below one, but for the newest own vote and the certificates of heights that are named.
    /// Evidence is of no height.
    /// </summary>
    public IEnumerable<byte[]> KeysBelow(ulong height, IReadOnlySet<ulong> kept)
    {
        var newest = ReadNewestOwnVote();
        foreach (var (key, _) in store.Scan(StoreTable.Votes, Key(Certificate, 0), Key(Certificate, height)))
        {
            if (!kept.Contains(HeightOf(key)))
            {
                yield return key;
            }
        }

        foreach (var (key, _) in store.Scan(StoreTable.Votes, Key(OwnVote, 0), Key(OwnVote, Math.Min(height, newest))))
        {
            yield return key;
        }
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

    private static ulong HeightOf(byte[] key) => BinaryPrimitives.ReadUInt64BigEndian(key.AsSpan(1));

    private static byte[] Key(byte kind, ulong height)
    {
        var key = new byte[9];
        key[0] = kind;
        BinaryPrimitives.WriteUInt64BigEndian(key.AsSpan(1), height);
        return key;
    }
}
