using Ledger.Crypto;
using Ledger.Storage;

namespace Ledger.State.Trie;

/// <summary>Reads branches from the store and checks each against the hash by which it was asked for.</summary>
internal sealed class NodeLoader(IReadStore store, IHasher hasher)
{
    /// <summary>The root of the newest checkpoint at or below <paramref name="height"/>, or null where there is none.</summary>
    public (ulong Height, Node? Root)? LoadRoot(ulong height)
    {
        var above = height == ulong.MaxValue ? NodeKey.RootEnd : NodeKey.Root(height + 1);
        foreach (var (key, record) in store.Scan(StoreTable.StateNodes, NodeKey.Root(0), above, reverse: true))
        {
            return (NodeKey.HeightOf(key), NodeCodec.DecodeRoot(record));
        }

        return null;
    }

    /// <summary>Whether a height has a checkpoint of its own.</summary>
    public bool HasRoot(ulong height) => store.Get(StoreTable.StateNodes, NodeKey.Root(height)) is not null;

    /// <summary>The root in memory: a leaf or a branch.</summary>
    public Node Resolve(Node root, ulong usedAt) => root is Stub stub ? Load(stub, [], 0, usedAt) : root;

    /// <summary>The child in memory: a leaf or a branch. Leaves <paramref name="parent"/> as it is.</summary>
    public Node Resolve(Branch parent, int direction, ulong usedAt)
    {
        if (parent.Child(direction) is not Stub stub)
        {
            return parent.Child(direction);
        }

        // The child's path: the bits that the parent's keys share, and the direction.
        var pathBits = parent.BitIndex + 1;
        var position = parent.BitIndex / KeyBits.PerByte;
        Span<byte> path = stackalloc byte[position + 1];
        parent.Sample.AsSpan(0, Math.Min(parent.Sample.Length, position + 1)).CopyTo(path);
        var offset = parent.BitIndex % KeyBits.PerByte;
        if (offset > 0)
        {
            path[position] = (byte)(KeyBits.MaskLast(path[position], parent.BitIndex) | (direction << (8 - offset)));
        }

        return Load(stub, path, pathBits, usedAt);
    }

    private Branch Load(Stub stub, ReadOnlySpan<byte> path, int pathBits, ulong usedAt)
    {
        var record = store.Get(StoreTable.StateNodes, NodeKey.Branch(path, pathBits, stub.Version))
            ?? throw NodeCodec.Corrupt("a node is missing");
        var branch = NodeCodec.DecodeBranch(record, path, pathBits, stub.Version, usedAt, hasher);
        if (!((ReadOnlySpan<byte>)branch.Hash).SequenceEqual(stub.Hash))
        {
            throw NodeCodec.Corrupt("a node does not match its hash");
        }

        return branch;
    }
}
