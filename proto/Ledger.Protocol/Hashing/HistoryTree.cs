using System.Numerics;
using Ledger.Crypto;

namespace Ledger.Protocol;

/// <summary>
/// The RFC 6962 tree over the hashes of all headers, as a prover sees it: it is given the roots of full subtrees and proves that a header
/// is in it, and that it continues a smaller one.
/// </summary>
/// <param name="hasher">The chain's hash.</param>
/// <param name="node">
/// The root of a full subtree: of the 2^level leaves from index · 2^level on. Level 0 is the hash of a leaf, whose content is a header's
/// hash.
/// </param>
public sealed class HistoryTree(IHasher hasher, Func<int, ulong, Digest> node)
{
    /// <summary>The audit path of a leaf in the tree of so many leaves (RFC 6962 §2.1.1), from the leaf up.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such leaf.</exception>
    public IReadOnlyList<Digest> Inclusion(ulong index, ulong size)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, size);
        var path = new List<Digest>();
        var (from, to) = (0UL, size);
        while (to - from > 1)
        {
            var middle = from + Half(to - from);
            path.Add(index < middle ? Root(middle, to) : Root(from, middle));
            (from, to) = index < middle ? (from, middle) : (middle, to);
        }

        path.Reverse();
        return path;
    }

    /// <summary>That the tree of the first so many leaves is the beginning of the larger one's (RFC 6962 §2.1.2).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The first tree is empty, or larger than the second.</exception>
    public IReadOnlyList<Digest> Consistency(ulong first, ulong second)
    {
        ArgumentOutOfRangeException.ThrowIfZero(first);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(first, second);
        var path = new List<Digest>();
        var (from, to) = (0UL, second);
        while (first != to)
        {
            var middle = from + Half(to - from);
            path.Add(first <= middle ? Root(middle, to) : Root(from, middle));
            (from, to) = first <= middle ? (from, middle) : (middle, to);
        }

        if (from > 0) // otherwise the verifier has this root already: it is the first tree's
        {
            path.Add(Root(from, to));
        }

        path.Reverse();
        return path;
    }

    /// <summary>The root over the first so many leaves; 1 or more.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There are none.</exception>
    public Digest Root(ulong size)
    {
        ArgumentOutOfRangeException.ThrowIfZero(size);
        return Root(0, size);
    }

    private Digest Root(ulong from, ulong to)
    {
        var size = to - from;
        if (BitOperations.IsPow2(size))
        {
            var level = BitOperations.Log2(size);
            return node(level, from >> level);
        }

        var middle = from + Half(size);
        return MerkleTree.NodeHash(hasher, Root(from, middle), Root(middle, to));
    }

    // The largest power of two below it.
    private static ulong Half(ulong size) => 1UL << BitOperations.Log2(size - 1);
}
