using Ledger.Crypto;
using Ledger.Protocol.Proofs;
using Ledger.Protocol.V1;

namespace Ledger.Audit.Proofs;

/// <summary>
/// Reads a multiproof's lists into its tree. Every item of every list must be used, and no branch may lie at or above the one over it.
/// </summary>
internal sealed class MultiproofReader(StateMultiproof proof)
{
    /// <summary>Most nodes of a proof: some hundred keys on ways of some hundred branches.</summary>
    internal const int NodesMax = 16_384;

    private const byte Branch = 0;
    private const byte Subtree = 1;
    private const byte Leaf = 2;

    private int _node;
    private int _branch;
    private int _subtree;
    private int _leaf;

    public ProofError Read(out MultiproofNode tree)
    {
        tree = MultiproofNode.OfHash(default);
        if (proof.Shape.Length > NodesMax)
        {
            return ProofError.TooLong;
        }

        var error = ReadNode(0, out var read);
        if (error != ProofError.None)
        {
            return error;
        }

        tree = read!;
        return _node == proof.Shape.Length && _branch == proof.BitIndexes.Count && _leaf == proof.Leaves.Count
            && _subtree * IHasher.DigestBytes == proof.Hashes.Length
            ? ProofError.None
            : ProofError.Ambiguous;
    }

    private ProofError ReadNode(uint bitIndexMin, out MultiproofNode? node)
    {
        node = null;
        if (_node == proof.Shape.Length)
        {
            return ProofError.Missing;
        }

        return proof.Shape[_node++] switch
        {
            Branch => ReadBranch(bitIndexMin, out node),
            Subtree => ReadSubtree(out node),
            Leaf => ReadLeaf(out node),
            _ => ProofError.Ambiguous,
        };
    }

    private ProofError ReadBranch(uint bitIndexMin, out MultiproofNode? node)
    {
        node = null;
        if (_branch == proof.BitIndexes.Count)
        {
            return ProofError.Missing;
        }

        var bitIndex = proof.BitIndexes[_branch++];
        if (bitIndex < bitIndexMin || bitIndex >= StateLimits.PathStepsMax)
        {
            return ProofError.StepOrder;
        }

        var error = ReadNode(bitIndex + 1, out var left);
        if (error != ProofError.None)
        {
            return error;
        }

        error = ReadNode(bitIndex + 1, out var right);
        node = error == ProofError.None ? MultiproofNode.OfBranch(bitIndex, left!, right!) : null;
        return error;
    }

    private ProofError ReadSubtree(out MultiproofNode? node)
    {
        node = null;
        var start = IHasher.DigestBytes * _subtree++;
        if (proof.Hashes.Length < start + IHasher.DigestBytes)
        {
            return ProofError.HashSize;
        }

        node = MultiproofNode.OfHash(proof.Hashes.Memory.Slice(start, IHasher.DigestBytes));
        return ProofError.None;
    }

    private ProofError ReadLeaf(out MultiproofNode? node)
    {
        node = null;
        if (_leaf == proof.Leaves.Count)
        {
            return ProofError.Missing;
        }

        var leaf = proof.Leaves[_leaf++];
        if (leaf.Key.Length is < 1 or > StateLimits.KeyBytesMax)
        {
            return ProofError.KeySize;
        }

        if (leaf.HasValue ? leaf.Value.Length > StateLimits.ValueBytesMax : !leaf.HasValueHash)
        {
            return leaf.HasValue ? ProofError.ValueSize : ProofError.Ambiguous;
        }

        if (leaf.HasValueHash && leaf.ValueHash.Length != IHasher.DigestBytes)
        {
            return ProofError.HashSize;
        }

        node = MultiproofNode.OfLeaf(leaf);
        return ProofError.None;
    }
}
