namespace Ledger.State.Trie;

/// <summary>
/// A node of the trie. Nodes never change once their hash is known, except that a branch's children come into memory and leave it.
/// </summary>
internal abstract class Node
{
    public InlineHash Hash;
}

/// <summary>
/// A key with its value's hash folded into <see cref="Node.Hash"/>. It is stored within the branch above it, so it has no version.
/// </summary>
internal sealed class Leaf(byte[] key) : Node
{
    public byte[] Key { get; } = key;
}

/// <summary>A branch that is on disk and not in memory.</summary>
internal sealed class Stub(ulong version) : Node
{
    public ulong Version { get; } = version;
}

/// <summary>A node with two children, at the first bit in which the keys below differ.</summary>
internal sealed class Branch(int bitIndex, byte[] sample, ulong version, Node left, Node right) : Node
{
    private Node _left = left;
    private Node _right = right;

    public int BitIndex { get; } = bitIndex;

    /// <summary>
    /// Bytes that begin with the first <see cref="BitIndex"/> bits, which all keys below share; what follows these bits means nothing.
    /// </summary>
    public byte[] Sample { get; } = sample;

    /// <summary>The height that wrote this branch where it is stored.</summary>
    public ulong Version { get; } = version;

    /// <summary>The height of the newest update that used this branch.</summary>
    public ulong UsedAt { get; init; } = version;

    public Node Left => Volatile.Read(ref _left);

    public Node Right => Volatile.Read(ref _right);

    /// <summary>Memory held by this branch and its leaves, in bytes: objects, arrays and headers.</summary>
    public long Cost => 120 + 24 + KeyBits.BytesFor(BitIndex) + CostOf(_left) + CostOf(_right);

    public Node Child(int direction) => direction == 0 ? Left : Right;

    /// <summary>Puts the same child in another form (branch or stub) into its place. Readers see one or the other.</summary>
    public void Replace(int direction, Node child)
    {
        if (direction == 0)
        {
            Volatile.Write(ref _left, child);
        }
        else
        {
            Volatile.Write(ref _right, child);
        }
    }

    private static long CostOf(Node child) => child switch
    {
        Leaf leaf => 56 + 24 + leaf.Key.Length,
        Stub => 56,
        _ => 0,
    };
}
