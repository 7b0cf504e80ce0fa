using Ledger.Crypto;
using Ledger.Node;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.LyingNode;

/// <summary>What a liar knows by the node whose parts it is made of.</summary>
internal sealed class NodesWorld(GenesisFile genesis, Digest id, ISigner signer, Func<INode> node) : ILiarsWorld
{
    private const ulong SentIn = 16; // of the newest blocks

    public GenesisFile Genesis => genesis;

    public Digest Id => id;

    public ISigner Signer => signer;

    public IReadOnlyList<Digest> Validators => node().Chain.Head.NextValidators.Ids;

    public ulong Ordered => node().Chain.Head.Height;

    public IReadOnlyList<byte[]> Sent
    {
        get
        {
            var head = node().Chain.Head.Height;
            var heights = Enumerable.Range(0, (int)Math.Min(head, SentIn)).Select(back => head - (ulong)back);
            return [.. heights.Select(BatchAt).OfType<byte[]>().SelectMany(TransactionsIn)];
        }
    }

    public QuorumCertificate? NewestCertificate => node().Finality.Newest;

    public Digest? HashAt(ulong height) => node().Chain.Blocks.GetBlock(height) is { } block
        ? BlockHeader.Hash(genesis.Hasher, block.Header.Span)
        : null;

    public byte[]? BatchAt(ulong sequence) => node().Chain.Blocks.GetBlock(sequence)?.Batch.ToByteArray();

    public QuorumCertificate? CertificateFrom(ulong height) => node().Votes.ReadCertificateFrom(height);

    private static IEnumerable<byte[]> TransactionsIn(byte[] ordered) =>
        BatchBytes.TryRead(ordered) is var (_, batch) ? batch.Transactions.Select(transaction => transaction.ToByteArray()) : [];
}
