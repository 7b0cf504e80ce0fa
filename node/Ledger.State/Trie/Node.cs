namespace Ledger.State.Trie;

/// <summary>
/// A node of the trie. Nodes never change once their hash is known, except that a branch's children come into memory and leave it.
/// </summary>
internal abstract class Node
{
    public InlineHash Hash;
}

/// <summary>
/// A key with its value's hash folded into <see cref="Node.Hash"/>. It is stored within a branch above it.
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
/// <param name="bitIndex">Index of that bit.</param>
/// <param name="sample">See <see cref="Sample"/>.</param>
/// <param name="usedAt">The height of the newest update that used this branch.</param>
/// <param name="left">What has a 0 there.</param>
/// <param name="right">What has a 1 there.</param>
internal sealed class Branch(int bitIndex, byte[] sample, ulong usedAt, Node left, Node right) : Node
{
    /// <summary>
    /// Most keys below a branch that stands whole within the record of the branch above it. Eight make records of nine to sixteen keys:
    /// so a changed key costs one record and its way up, and the branches that have records of their own are few enough to stay in memory.
    /// </summary>
    public const int InlineKeysMax = 8;

    private Node _left = left;
    private Node _right = right;

    public int BitIndex { get; } = bitIndex;

    /// <summary>
    /// Bytes that begin with the first <see cref="BitIndex"/> bits, which all keys below share; what follows these bits means nothing.
    /// </summary>
    public byte[] Sample { get; } = sample;

    /// <summary>The height of the newest update that used this branch.</summary>
    public ulong UsedAt { get; } = usedAt;

    /// <summary>Keys below, as far as it matters: more than <see cref="InlineKeysMax"/> are one more.</summary>
    public byte Keys { get; } = (byte)Math.Min(KeysOf(left) + KeysOf(right), InlineKeysMax + 1);

    /// <summary>The checkpoint that gave this branch a record of its own; null where it has none.</summary>
    public ulong? Version { get; private set; }

    /// <summary>Whether no checkpoint has put this branch on disk, neither by itself nor within another's record.</summary>
    public bool IsNew { get; private set; } = true;

    public Node Left => Volatile.Read(ref _left);

    public Node Right => Volatile.Read(ref _right);

    /// <summary>Memory held by this branch and its leaves, in bytes: objects, arrays and headers.</summary>
    public long Cost => 120 + 24 + KeyBits.BytesFor(BitIndex) + CostOf(_left) + CostOf(_right);

    /// <summary>Memory held by this branch and by those below it that have no record of their own, in bytes.</summary>
    public long RecordCost => Cost + InlineCostOf(Left) + InlineCostOf(Right);

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

    /// <summary>Says that this branch is on disk.</summary>
    /// <param name="version">The checkpoint of its own record; null where it is within another's.</param>
    public void OnDisk(ulong? version)
    {
        Version = version;
        IsNew = false;
    }

    // A branch that has a record may be on disk alone, where nothing tells how many keys it has: enough for a record.
    private static int KeysOf(Node child) => child switch
    {
        Leaf => 1,
        Branch branch => branch.Keys,
        _ => InlineKeysMax + 1,
    };

    private static long InlineCostOf(Node child) => child is Branch { Version: null } branch ? branch.RecordCost : 0;

    private static long CostOf(Node child) => child switch
    {
        Leaf leaf => 56 + 24 + leaf.Key.Length,
        Stub => 56,
        _ => 0,
    };
}
