using Ledger.Crypto;
using Ledger.Protocol.Proofs;

namespace Ledger.Audit.Proofs;

/// <summary>
/// Checks a <see cref="StateProof"/> against a state root. Takes any input without throwing; work is bounded by <see cref="StateLimits"/>.
/// </summary>
public static class StateProofVerifier
{
    /// <summary>
    /// Checks a proof. On <see cref="ProofError.None"/> it is proven that in the state with this root <see cref="StateProof.Key"/> has
    /// <see cref="StateProof.Value"/>, or where that is null, that the key is absent. The caller must compare the key with the one that it
    /// asked for.
    /// </summary>
    /// <param name="root">The state root, from a header that is final.</param>
    /// <param name="proof">The proof as received.</param>
    /// <param name="hasher">The chain's hash.</param>
    public static ProofError Verify(ReadOnlySpan<byte> root, StateProof? proof, IHasher hasher)
    {
        ArgumentNullException.ThrowIfNull(hasher);
        var error = CheckShape(root, proof);
        if (error != ProofError.None)
        {
            return error;
        }

        byte[] top;
        if (proof!.Value is not null)
        {
            top = Fold(proof.Key, NodeHashing.Hash(hasher, proof.Value), proof, hasher);
        }
        else if (proof.Witness is not null)
        {
            top = Fold(proof.Witness.Key, proof.Witness.ValueHash, proof, hasher);
        }
        else
        {
            top = NodeHashing.Empty(hasher);
        }

        return root.SequenceEqual(top) ? ProofError.None : ProofError.RootMismatch;
    }

    private static ProofError CheckShape(ReadOnlySpan<byte> root, StateProof? proof)
    {
        if (root.Length != IHasher.DigestBytes)
        {
            return ProofError.RootSize;
        }

        if (proof is not { Key: not null, Steps: not null })
        {
            return ProofError.Missing;
        }

        if (proof.Key.Length is < 1 or > StateLimits.KeyBytesMax)
        {
            return ProofError.KeySize;
        }

        if (proof.Value is not null)
        {
            return CheckPresent(proof);
        }

        if (proof.Witness is not null)
        {
            return CheckAbsent(proof, proof.Witness);
        }

        return proof.Steps.Count == 0 ? ProofError.None : ProofError.Ambiguous;
    }

    private static ProofError CheckPresent(StateProof proof)
    {
        if (proof.Witness is not null)
        {
            return ProofError.Ambiguous;
        }

        return proof.Value!.Length > StateLimits.ValueBytesMax ? ProofError.ValueSize : StepRules.Check(proof.Steps, proof.Key);
    }

    private static ProofError CheckAbsent(StateProof proof, LeafWitness witness)
    {
        var error = StepRules.Check(witness);
        if (error != ProofError.None)
        {
            return error;
        }

        if (witness.Key.AsSpan().SequenceEqual(proof.Key))
        {
            return ProofError.WitnessIsClaimed;
        }

        error = StepRules.Check(proof.Steps, witness.Key);
        if (error != ProofError.None)
        {
            return error;
        }

        // Were the key in the tree, the witness's path would part from it at a branch; so there is none where they take the same way
        // throughout.
        return proof.Steps.All(step => BitString.IsSet(witness.Key, step.BitIndex) == BitString.IsSet(proof.Key, step.BitIndex))
            ? ProofError.None
            : ProofError.WitnessElsewhere;
    }

    private static byte[] Fold(byte[] key, byte[] valueHash, StateProof proof, IHasher hasher)
    {
        var hash = NodeHashing.Leaf(hasher, key, valueHash);
        foreach (var step in proof.Steps)
        {
            hash = BitString.IsSet(key, step.BitIndex)
                ? NodeHashing.Branch(hasher, step.BitIndex, step.Sibling, hash)
                : NodeHashing.Branch(hasher, step.BitIndex, hash, step.Sibling);
        }

        return hash;
    }
}
