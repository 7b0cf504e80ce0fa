using Ledger.Protocol;

namespace Ledger.Audit.Replay.State;

/// <summary>A node of the state's tree (docs/spec/state.md §3), as far as it is in memory.</summary>
internal abstract class TreeNode
{
    /// <summary>Its hash, where <see cref="Branch.IsHashed"/> does not deny it.</summary>
    internal Digest Hash;

    /// <summary>Where it stands in the file; -1 while it does not.</summary>
    internal long Offset = -1;
}

/// <summary>The tree without keys.</summary>
internal sealed class Absent : TreeNode;

/// <summary>A key. Its value is in the file.</summary>
internal sealed class Leaf(byte[] key, int valueBytes) : TreeNode
{
    internal byte[] Key => key;

    internal int ValueBytes => valueBytes;
}

/// <summary>Where the keys below differ for the first time.</summary>
internal sealed class Branch(int bit, TreeNode left, TreeNode right) : TreeNode
{
    internal TreeNode Left = left;
    internal TreeNode Right = right;

    /// <summary>Whether nothing below has changed since it was hashed.</summary>
    internal bool IsHashed;

    /// <summary>In which round of letting go it was used last.</summary>
    internal int Round;

    /// <summary>Index of the first bit in which the keys below differ.</summary>
    internal int Bit => bit;
}

/// <summary>A node that is in the file alone.</summary>
internal sealed class Stored : TreeNode
{
    internal Stored(Digest hash, long offset, bool isLeaf)
    {
        Hash = hash;
        Offset = offset;
        IsLeaf = isLeaf;
    }

    internal bool IsLeaf { get; }
}
