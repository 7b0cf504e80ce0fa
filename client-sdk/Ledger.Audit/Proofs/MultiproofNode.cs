using System.Diagnostics.CodeAnalysis;
using Ledger.Crypto;
using Ledger.Protocol.V1;

namespace Ledger.Audit.Proofs;

/// <summary>One node of a multiproof's tree: a branch, a leaf, or a subtree of which only the hash is known.</summary>
internal sealed class MultiproofNode
{
    private readonly ReadOnlyMemory<byte> _hash;

    private MultiproofNode(ReadOnlyMemory<byte> hash, StateEntry? leaf, uint bitIndex, MultiproofNode? left, MultiproofNode? right)
    {
        (_hash, Leaf, BitIndex, Left, Right) = (hash, leaf, bitIndex, left, right);
    }

    [MemberNotNullWhen(true, nameof(Left), nameof(Right))]
    public bool IsBranch => Left is not null;

    public uint BitIndex { get; }

    public MultiproofNode? Left { get; }

    public MultiproofNode? Right { get; }

    public StateEntry? Leaf { get; }

    public static MultiproofNode OfHash(ReadOnlyMemory<byte> hash) => new(hash, null, 0, null, null);

    public static MultiproofNode OfLeaf(StateEntry leaf) => new(default, leaf, 0, null, null);

    public static MultiproofNode OfBranch(uint bitIndex, MultiproofNode left, MultiproofNode right) =>
        new(default, null, bitIndex, left, right);

    /// <summary>The node's hash, docs/spec/state.md §3. No path is longer than a key has bits, which bounds the recursion.</summary>
    public byte[] Hash(IHasher hasher)
    {
        if (IsBranch)
        {
            return NodeHashing.Branch(hasher, BitIndex, Left.Hash(hasher), Right.Hash(hasher));
        }

        if (Leaf is null)
        {
            return _hash.ToArray();
        }

        return NodeHashing.Leaf(hasher, Leaf.Key.Span, Leaf.HasValue ? NodeHashing.Hash(hasher, Leaf.Value.Span) : Leaf.ValueHash.Span);
    }
}
