using System.Buffers;
using Ledger.Crypto;

namespace Ledger.State.Trie;

/// <summary>
/// Makes a new trie out of an old one and sorted changes. What does not change is shared with the old trie, which stays whole. First the
/// shape is made, then the new branches are hashed level by level, so that the hasher always gets as many messages as there are.
/// </summary>
/// <param name="loader">Reads branches that are not in memory.</param>
/// <param name="hasher">The chain's.</param>
/// <param name="height">Of the new trie.</param>
internal sealed class TrieUpdate(NodeLoader loader, IHasher hasher, ulong height)
{
    private const int HashBatchMax = 512;

    private readonly List<List<Branch>> _levels = [];

    /// <summary>Keys of the records that the new trie does without.</summary>
    public List<byte[]> Superseded { get; } = [];

    /// <summary>Memory that the new trie holds beyond the old one, in bytes.</summary>
    public long AddedCost { get; private set; }

    /// <summary>Memory of branches that are not on disk which the new trie holds beyond the old one, in bytes.</summary>
    public long AddedUnwritten { get; private set; }

    /// <summary>Applies the changes and hashes what is new.</summary>
    /// <returns>The new root, or null for the empty trie.</returns>
    public Node? Run(Node? root, ReadOnlySpan<LeafChange> changes)
    {
        if (changes.IsEmpty)
        {
            return root;
        }

        var built = Apply(root is null ? null : Loaded(root), changes, 0);
        foreach (var level in _levels)
        {
            HashLevel(level);
        }

        return built.Node;
    }

    /// <param name="node">The subtree, in memory.</param>
    /// <param name="changes">At least one change, all of which belong below the path to <paramref name="node"/>.</param>
    /// <param name="storedAt">Length in bits of the path under which <paramref name="node"/> is stored.</param>
    private Built Apply(Node? node, ReadOnlySpan<LeafChange> changes, int storedAt) => node switch
    {
        Branch branch => ApplyToBranch(branch, changes, storedAt),
        Leaf leaf => Build(Merge(leaf, changes)),
        _ => Build(Added(changes)),
    };

    private Built ApplyToBranch(Branch branch, ReadOnlySpan<LeafChange> changes, int storedAt)
    {
        // The changes are sorted, so the first or the last of them leaves the branch's shared bits soonest.
        var leaves = Math.Min(
            KeyBits.FirstDifference(changes[0].Key, branch.Sample),
            KeyBits.FirstDifference(changes[^1].Key, branch.Sample));
        if (leaves < branch.BitIndex)
        {
            return Fork(branch, changes, storedAt, leaves);
        }

        Supersede(branch, storedAt);
        var split = Split(changes, branch.BitIndex);
        var left = ApplyToChild(branch, 0, changes[..split]);
        var right = ApplyToChild(branch, 1, changes[split..]);
        if (left.Node is not null && right.Node is not null)
        {
            return NewBranch(branch.BitIndex, branch.Sample, left, right);
        }

        return left.Node is null &&
            right.Node is null ? default : MoveUp(branch, left.Node is null ? 1 : 0, left.Node is null ? right : left);
    }

    private Built ApplyToChild(Branch branch, int direction, ReadOnlySpan<LeafChange> changes) => changes.IsEmpty
        ? new Built(branch.Child(direction), 0)
        : Apply(Loaded(branch, direction), changes, branch.BitIndex + 1);

    /// <summary>Puts a new branch above one from whose shared bits some changes differ.</summary>
    private Built Fork(Branch branch, ReadOnlySpan<LeafChange> changes, int storedAt, int bitIndex)
    {
        var split = Split(changes, bitIndex);
        var branchIsRight = KeyBits.At(branch.Sample, bitIndex) == 1;
        var below = branchIsRight ? changes[split..] : changes[..split];
        var kept = below.IsEmpty ? Move(branch, storedAt) : ApplyToBranch(branch, below, storedAt);
        var added = Build(Added(branchIsRight ? changes[..split] : changes[split..]));
        if (kept.Node is null)
        {
            return added;
        }

        return branchIsRight ? NewBranch(bitIndex, branch.Sample, added, kept) : NewBranch(bitIndex, branch.Sample, kept, added);
    }

    /// <summary>
    /// The one child that is left takes its parent's place. If the update did not make it, it must be stored anew under its shorter path.
    /// </summary>
    private Built MoveUp(Branch parent, int direction, Built child)
    {
        var untouched = ReferenceEquals(child.Node, parent.Child(direction)) && child.Node is not Leaf;
        return untouched ? Move((Branch)Loaded(parent, direction), parent.BitIndex + 1) : child;
    }

    private Built Move(Branch branch, int storedAt)
    {
        Supersede(branch, storedAt);
        var moved = new Branch(branch.BitIndex, branch.Sample, height, branch.Left, branch.Right) { Hash = branch.Hash };
        Count(moved);
        return new Built(moved, 0);
    }

    private Built Build(ReadOnlySpan<Leaf> leaves)
    {
        if (leaves.Length <= 1)
        {
            return new Built(leaves.IsEmpty ? null : leaves[0], 0);
        }

        var bitIndex = KeyBits.FirstDifference(leaves[0].Key, leaves[^1].Key);
        var split = 1;
        for (var end = leaves.Length - 1; split < end;)
        {
            var middle = (split + end) / 2;
            (split, end) = KeyBits.At(leaves[middle].Key, bitIndex) == 0 ? (middle + 1, end) : (split, middle);
        }

        return NewBranch(bitIndex, leaves[0].Key, Build(leaves[..split]), Build(leaves[split..]));
    }

    private Built NewBranch(int bitIndex, byte[] sample, Built left, Built right)
    {
        var level = Math.Max(left.Levels, right.Levels);
        if (level == _levels.Count)
        {
            _levels.Add([]);
        }

        var branch = new Branch(bitIndex, sample, height, left.Node!, right.Node!);
        _levels[level].Add(branch);
        Count(branch);
        return new Built(branch, level + 1);
    }

    private void Count(Branch added)
    {
        AddedCost += added.Cost;
        AddedUnwritten += added.Cost;
    }

    private void Supersede(Branch branch, int storedAt)
    {
        AddedCost -= branch.Cost;
        AddedUnwritten -= branch.IsNew ? branch.Cost : 0;
        if (branch.Version is { } version)
        {
            Superseded.Add(NodeKey.Branch(branch.Sample, storedAt, version));
        }
    }

    private Node Loaded(Node root)
    {
        var node = loader.Resolve(root, height);
        AddedCost += ReferenceEquals(node, root) ? 0 : ((Branch)node).RecordCost;
        return node;
    }

    private Node Loaded(Branch parent, int direction)
    {
        var child = parent.Child(direction);
        var node = loader.Resolve(parent, direction, height);
        if (!ReferenceEquals(node, child))
        {
            parent.Replace(direction, node);
            AddedCost += ((Branch)node).RecordCost;
        }

        return node;
    }

    private static int Split(ReadOnlySpan<LeafChange> changes, int bitIndex)
    {
        var (start, end) = (0, changes.Length);
        while (start < end)
        {
            var middle = (start + end) / 2;
            (start, end) = KeyBits.At(changes[middle].Key, bitIndex) == 0 ? (middle + 1, end) : (start, middle);
        }

        return start;
    }

    private static Leaf[] Added(ReadOnlySpan<LeafChange> changes)
    {
        var leaves = new Leaf[changes.Length];
        for (var i = 0; i < changes.Length; i++)
        {
            leaves[i] = changes[i].Leaf ?? throw NodeCodec.Corrupt("a value has no leaf");
        }

        return leaves;
    }

    private static Leaf[] Merge(Leaf leaf, ReadOnlySpan<LeafChange> changes)
    {
        var leaves = new List<Leaf>(changes.Length + 1);
        var pending = leaf;
        foreach (var change in changes)
        {
            var order = pending is null ? 1 : pending.Key.AsSpan().SequenceCompareTo(change.Key);
            if (order < 0)
            {
                leaves.Add(pending!);
            }

            pending = order <= 0 ? null : pending;
            if (change.Leaf is not null)
            {
                leaves.Add(change.Leaf);
            }
            else if (order != 0)
            {
                throw NodeCodec.Corrupt("a value has no leaf");
            }
        }

        if (pending is not null)
        {
            leaves.Add(pending);
        }

        return [.. leaves];
    }

    private void HashLevel(List<Branch> level)
    {
        var most = Math.Min(level.Count, HashBatchMax);
        var messages = ArrayPool<byte>.Shared.Rent(most * NodeHash.BranchMessageBytes);
        var digests = ArrayPool<byte>.Shared.Rent(most * IHasher.DigestBytes);
        for (var from = 0; from < level.Count; from += HashBatchMax)
        {
            var count = Math.Min(level.Count - from, HashBatchMax);
            for (var i = 0; i < count; i++)
            {
                NodeHash.WriteBranchMessage(messages.AsSpan(i * NodeHash.BranchMessageBytes), level[from + i]);
            }

            hasher.HashBatch(
                messages.AsSpan(0, count * NodeHash.BranchMessageBytes),
                NodeHash.BranchMessageBytes,
                digests.AsSpan(0, count * IHasher.DigestBytes));
            for (var i = 0; i < count; i++)
            {
                level[from + i].Hash = InlineHash.From(digests.AsSpan(i * IHasher.DigestBytes));
            }
        }

        ArrayPool<byte>.Shared.Return(messages);
        ArrayPool<byte>.Shared.Return(digests);
    }
}

/// <summary>A subtree that an update made, and how many levels of branches in it still lack their hash.</summary>
internal readonly record struct Built(Node? Node, int Levels);
