using System.Diagnostics.CodeAnalysis;
using Ledger.Crypto;
using Ledger.Protocol.V1;

namespace Ledger.Audit.Proofs;

/// <summary>
/// The part of a state that a <see cref="StateMultiproof"/> has proven: for each key on its ways whether it is present, with its value, or
/// absent. Where the proof holds, the tree below is the state's own, so a key's bits lead to it or to the leaf that shows its absence
/// (docs/spec/state.md §8).
/// </summary>
public sealed class ProvenState
{
    private readonly MultiproofNode _root;

    private ProvenState(MultiproofNode root, IReadOnlyList<StateEntry> leaves) => (_root, Leaves) = (root, leaves);

    /// <summary>The leaves that the proof carries, in the order of their keys.</summary>
    public IReadOnlyList<StateEntry> Leaves { get; }

    /// <summary>
    /// Checks a multiproof against a state root. Takes any message without throwing; work is bounded by the message's size.
    /// </summary>
    /// <param name="root">The state root, from a header that is final.</param>
    /// <param name="proof">The proof as received.</param>
    /// <param name="hasher">The chain's hash.</param>
    /// <param name="state">What is proven, where the proof holds.</param>
    public static ProofError Verify(ReadOnlySpan<byte> root, StateMultiproof? proof, IHasher hasher, out ProvenState? state)
    {
        ArgumentNullException.ThrowIfNull(hasher);
        state = null;
        if (root.Length != IHasher.DigestBytes)
        {
            return ProofError.RootSize;
        }

        if (proof is null)
        {
            return ProofError.Missing;
        }

        var error = new MultiproofReader(proof).Read(out var tree);
        if (error != ProofError.None)
        {
            return error;
        }

        if (!root.SequenceEqual(tree.Hash(hasher)))
        {
            return ProofError.RootMismatch;
        }

        state = new ProvenState(tree, proof.Leaves);
        return ProofError.None;
    }

    /// <summary>What is proven of a key.</summary>
    /// <param name="key">The full state key.</param>
    /// <param name="value">Its value where it is present.</param>
    public ProvenPresence Find(ReadOnlySpan<byte> key, out byte[]? value)
    {
        value = null;
        var node = _root;
        while (node.IsBranch)
        {
            node = BitString.IsSet(key, node.BitIndex) ? node.Right : node.Left;
        }

        if (node.Leaf is not { } leaf)
        {
            return ProvenPresence.NotProven;
        }

        if (!leaf.Key.Span.SequenceEqual(key))
        {
            return ProvenPresence.Absent;
        }

        value = leaf.HasValue ? leaf.Value.ToByteArray() : null;
        return leaf.HasValue ? ProvenPresence.Present : ProvenPresence.NotProven;
    }

    /// <summary>Whether the key is proven present, with its value.</summary>
    public bool TryGet(ReadOnlySpan<byte> key, [NotNullWhen(true)] out byte[]? value) =>
        Find(key, out value) == ProvenPresence.Present & value is not null;
}

/// <summary>What a <see cref="ProvenState"/> says of a key.</summary>
public enum ProvenPresence
{
    /// <summary>The proof does not reach the key: it may be there or not.</summary>
    NotProven = 0,

    /// <summary>The key is in the state with the value given.</summary>
    Present = 1,

    /// <summary>The key is not in the state.</summary>
    Absent = 2,
}
