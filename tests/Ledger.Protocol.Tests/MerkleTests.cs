using Ledger.Crypto;
using Ledger.Crypto.Hashing;

namespace Ledger.Protocol.Tests;

/// <summary>Against RFC 6962 §2.1 as it is written: recursive, splitting at the largest power of two below n.</summary>
public sealed class MerkleTests
{
    private const int LeavesMax = 70;

    [Theory]
    [InlineData(CryptoSuite.Guomi)]
    [InlineData(CryptoSuite.International)]
    public void Roots_and_frontiers_are_those_of_the_rfc(CryptoSuite suite)
    {
        var hasher = Hashers.For(suite);
        Digest[] leaves = [.. Enumerable.Range(0, LeavesMax).Select(i => MerkleTree.LeafHash(hasher, [(byte)i, 7]))];
        var frontier = MerkleFrontier.Empty;
        for (var n = 0; n <= LeavesMax; n++)
        {
            var expected = NaiveRoot(hasher, leaves.AsSpan(0, n));
            Assert.Equal(expected, MerkleTree.Root(hasher, leaves.AsSpan(0, n)));
            Assert.Equal(expected, frontier.Root(hasher));
            Assert.Equal((ulong)n, frontier.Size);
            Assert.True(MerkleFrontier.TryDecode(frontier.Encode(), out var decoded));
            Assert.Equal(expected, decoded.Root(hasher));
            if (n < LeavesMax)
            {
                frontier = frontier.Append(hasher, leaves[n]);
            }
        }
    }

    [Fact]
    public void Audit_paths_are_those_of_the_rfc()
    {
        var hasher = Hashers.For(CryptoSuite.International);
        Digest[] leaves = [.. Enumerable.Range(0, 21).Select(i => MerkleTree.LeafHash(hasher, [(byte)i]))];
        for (var n = 1; n <= leaves.Length; n++)
        {
            for (var i = 0; i < n; i++)
            {
                Assert.Equal(NaivePath(hasher, i, leaves.AsSpan(0, n)), MerkleTree.AuditPath(hasher, leaves.AsSpan(0, n), i));
            }
        }
    }

    [Fact]
    public void What_each_leaf_completes_makes_every_audit_path_of_the_history()
    {
        var hasher = Hashers.For(CryptoSuite.International);
        Digest[] leaves = [.. Enumerable.Range(0, 37).Select(i => MerkleTree.LeafHash(hasher, [(byte)i]))];
        var nodes = new Dictionary<(int, ulong), Digest>();
        var frontier = MerkleFrontier.Empty;
        foreach (var leaf in leaves)
        {
            frontier = frontier.Append(hasher, leaf);
            for (var level = 0; level < frontier.Completed.Count; level++)
            {
                nodes.Add((level, (frontier.Size - 1) >> level), frontier.Completed[level]); // each once
            }
        }

        var tree = new HistoryTree(hasher, (level, index) => nodes[(level, index)]);
        for (var n = 1; n <= leaves.Length; n++)
        {
            for (var i = 0; i < n; i++)
            {
                Assert.Equal(NaivePath(hasher, i, leaves.AsSpan(0, n)), tree.Inclusion((ulong)i, (ulong)n));
            }
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => tree.Inclusion(5, 5));
        Assert.Throws<ArgumentOutOfRangeException>(() => tree.Consistency(0, 5));
        Assert.Throws<ArgumentOutOfRangeException>(() => tree.Consistency(6, 5));
    }

    [Fact]
    public void A_frontier_of_another_length_is_refused()
    {
        var hasher = Hashers.For(CryptoSuite.Guomi);
        var bytes = MerkleFrontier.Empty.Append(hasher, Digest.Zero).Append(hasher, Digest.Zero).Append(hasher, Digest.Zero).Encode();
        Assert.False(MerkleFrontier.TryDecode(bytes.AsSpan(1), out _));
        Assert.False(MerkleFrontier.TryDecode([.. bytes, 0], out _));
        Assert.False(MerkleFrontier.TryDecode([], out _));
    }

    private static int Split(int n)
    {
        var k = 1;
        while (k * 2 < n)
        {
            k *= 2;
        }

        return k;
    }

    private static Digest NaiveRoot(IHasher hasher, ReadOnlySpan<Digest> leaves)
    {
        if (leaves.Length == 0)
        {
            var empty = new byte[32];
            hasher.Hash([], empty);
            return new Digest(empty);
        }

        return leaves.Length == 1
            ? leaves[0]
            : TaggedHash.Compute(
                hasher,
                [1],
                [
                    .. NaiveRoot(hasher, leaves[..Split(leaves.Length)]).ToArray(),
                    .. NaiveRoot(hasher, leaves[Split(leaves.Length)..]).ToArray(),
                ]);
    }

    private static List<Digest> NaivePath(IHasher hasher, int index, ReadOnlySpan<Digest> leaves)
    {
        if (leaves.Length == 1)
        {
            return [];
        }

        var k = Split(leaves.Length);
        return index < k
            ? [.. NaivePath(hasher, index, leaves[..k]), NaiveRoot(hasher, leaves[k..])]
            : [.. NaivePath(hasher, index - k, leaves[k..]), NaiveRoot(hasher, leaves[..k])];
    }
}
