using Google.Protobuf;
using Ledger.FakeNode;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Anchor.Tests;

/// <summary>A fake chain as who anchors it sees it, with the co-signers that a test says.</summary>
internal sealed class FakeHistory(FakeChain chain, Func<ulong, IReadOnlyList<Cosigner>> cosigners) : ILedgerHistory
{
    public Digest ChainId => chain.Genesis.ChainId;

    public Task<(ReadOnlyMemory<byte> Header, Digest Hash)> BlockAsync(ulong height, CancellationToken cancellationToken) =>
        Task.FromResult((chain.Block(height)!.HeaderBytes.Memory, chain.Block(height)!.Hash));

    public Task<MerkleProof> HistoryAsync(ulong height, ulong later, CancellationToken cancellationToken) =>
        Task.FromResult(Of(chain, height, later));

    public Task<IReadOnlyList<Cosigner>> CosignersAsync(ulong height, CancellationToken cancellationToken) =>
        Task.FromResult(cosigners(height));

    internal static MerkleProof Of(FakeChain chain, ulong height, ulong size) => new()
    {
        Index = height,
        Size = size,
        Path =
        {
            MerkleTree.AuditPath(chain.Genesis.Hasher, chain.HistoryLeaves(size), (int)height)
                .Select(hash => ByteString.CopyFrom(hash.ToArray())),
        },
    };
}
