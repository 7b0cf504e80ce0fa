using Ledger.Protocol;
using Ledger.Storage;
using Ledger.TestConsortium;

namespace Ledger.Execution.Tests;

/// <summary>The history of headers that a node keeps makes each header's history root.</summary>
public sealed class HistoryTests
{
    private const ulong Blocks = 11;
    private readonly ExecutedChain _chain = new();

    public HistoryTests()
    {
        for (ulong height = 1; height <= Blocks; height++)
        {
            _chain.Apply(TestChain.Batch());
        }
    }

    [Fact]
    public void Each_headers_history_root_is_made_by_what_is_kept() => RequireWhole(_chain.Chain);

    [Fact]
    public void What_a_version_before_did_not_keep_is_made_again_from_the_headers()
    {
        var lost = new WriteSet();
        foreach (var (key, _) in _chain.Store.Scan(StoreTable.HeaderHistory, Array.Empty<byte>(), Array.Empty<byte>()))
        {
            lost.Delete(StoreTable.HeaderHistory, key);
        }

        _chain.Store.Write(lost, durable: true);
        Assert.Throws<StorageException>(() => _chain.Chain.Blocks.HistoryNode(0, 3));
        var again = ExecutedChain.Open(_chain.Store);
        RequireWhole(again);
        Assert.Equal(Blocks, again.Head.Height);
    }

    private static void RequireWhole(Chain chain)
    {
        var hasher = TestChain.Genesis.Hasher;
        var tree = new HistoryTree(hasher, chain.Blocks.HistoryNode);
        for (ulong height = 1; height <= Blocks; height++)
        {
            for (ulong earlier = 0; earlier < height; earlier++)
            {
                var leaf = MerkleTree.LeafHash(hasher, chain.HashOf(earlier)!.Value.ToArray());
                Assert.Equal(chain.Blocks.GetHeader(height)!.HistoryRoot, RootOf(hasher, leaf, earlier, height, tree));
            }
        }
    }

    // Up the path, in the recursion's own way: left or right of the largest power of two below the size.
    private static Digest RootOf(Crypto.IHasher hasher, Digest leaf, ulong index, ulong size, HistoryTree tree)
    {
        var sides = new Stack<bool>();
        for (var (from, to) = (0UL, size); to - from > 1;)
        {
            var half = 1UL;
            while (half * 2 < to - from)
            {
                half *= 2;
            }

            var isLeft = index < from + half;
            sides.Push(isLeft);
            (from, to) = isLeft ? (from, from + half) : (from + half, to);
        }

        return tree.Inclusion(index, size).Aggregate(
            leaf, (hash, step) => sides.Pop() ? MerkleTree.NodeHash(hasher, hash, step) : MerkleTree.NodeHash(hasher, step, hash));
    }
}
