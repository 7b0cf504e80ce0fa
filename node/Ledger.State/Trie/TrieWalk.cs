using Ledger.Protocol.Proofs;

namespace Ledger.State.Trie;

/// <summary>Reads one version of the trie without changing what is in memory.</summary>
internal sealed class TrieWalk(NodeLoader loader, Node? root)
{
    /// <summary>The lowest key that a scan of <paramref name="prefix"/> after <paramref name="after"/> may return.</summary>
    public static byte[] Start(byte[] prefix, byte[]? after) =>
        after is null || after.AsSpan().SequenceCompareTo(prefix) < 0 ? prefix : [.. after, 0];

    /// <summary>The leaves whose keys are at least <paramref name="bound"/>, in key order.</summary>
    public IEnumerable<Leaf> From(byte[] bound)
    {
        var open = new Stack<(Branch Parent, int Direction)>();
        var next = root is null ? null : loader.Resolve(root, 0);
        while (next is not null)
        {
            if (next is Branch branch && !IsBelow(branch, bound))
            {
                if (Entered(branch, bound) == 0)
                {
                    open.Push((branch, 1));
                    next = loader.Resolve(branch, 0, 0);
                }
                else
                {
                    next = loader.Resolve(branch, 1, 0);
                }

                continue;
            }

            if (next is Leaf leaf && leaf.Key.AsSpan().SequenceCompareTo(bound) >= 0)
            {
                yield return leaf;
            }

            next = open.TryPop(out var place) ? loader.Resolve(place.Parent, place.Direction, 0) : null;
        }
    }

    /// <summary>The leaf with the greatest key that is at most <paramref name="bound"/>, or null.</summary>
    public Leaf? Floor(byte[] bound)
    {
        Node? lower = null;
        var node = root is null ? null : loader.Resolve(root, 0);
        while (node is Branch branch)
        {
            if (KeyBits.FirstDifference(bound, branch.Sample) < branch.BitIndex)
            {
                return Last(IsBelow(branch, bound) ? branch : lower);
            }

            var direction = KeyBits.At(bound, branch.BitIndex);
            lower = direction == 1 ? loader.Resolve(branch, 0, 0) : lower;
            node = loader.Resolve(branch, direction, 0);
        }

        return node is Leaf leaf && leaf.Key.AsSpan().SequenceCompareTo(bound) <= 0 ? leaf : Last(lower);
    }

    /// <summary>Follows the bits of <paramref name="key"/>, which read as 0 past its end, to the leaf that they lead to.</summary>
    /// <returns>The leaf, and the way back up; null for the empty trie.</returns>
    public (Leaf Leaf, List<(PathStep Step, int Direction)> Up)? Path(byte[] key)
    {
        if (root is null)
        {
            return null;
        }

        var up = new List<(PathStep, int)>();
        var node = loader.Resolve(root, 0);
        while (node is Branch branch)
        {
            var direction = KeyBits.At(key, branch.BitIndex);
            up.Add((new PathStep((uint)branch.BitIndex, branch.Child(1 - direction).Hash.ToArray()), direction));
            node = loader.Resolve(branch, direction, 0);
        }

        up.Reverse();
        return ((Leaf)node, up);
    }

    private Leaf? Last(Node? node)
    {
        while (node is Branch branch)
        {
            node = loader.Resolve(branch, 1, 0);
        }

        return (Leaf?)node;
    }

    /// <summary>Whether all keys of a branch are below the bound because of the bits that they share.</summary>
    private static bool IsBelow(Branch branch, ReadOnlySpan<byte> bound)
    {
        var difference = KeyBits.FirstDifference(bound, branch.Sample);
        return difference < branch.BitIndex && KeyBits.At(bound, difference) == 1;
    }

    /// <summary>The first child that can hold a key at or above the bound.</summary>
    private static int Entered(Branch branch, ReadOnlySpan<byte> bound) =>
        KeyBits.FirstDifference(bound, branch.Sample) < branch.BitIndex ? 0 : KeyBits.At(bound, branch.BitIndex);
}
