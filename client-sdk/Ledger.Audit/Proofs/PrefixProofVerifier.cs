using Ledger.Crypto;
using Ledger.Protocol.Proofs;

namespace Ledger.Audit.Proofs;

/// <summary>
/// Checks a <see cref="PrefixProof"/> against a state root. Takes any input without throwing; work is bounded by <see cref="StateLimits"/>.
/// </summary>
public static class PrefixProofVerifier
{
    /// <summary>
    /// Checks a proof. If it holds, the entries are in the state with this root, and no other key lies between them; if it also reaches
    /// from start to end, they are all keys under the prefix (none, if there are no entries). The caller must compare the prefix with the
    /// one that it asked for.
    /// </summary>
    /// <param name="root">The state root, from a header that is final.</param>
    /// <param name="proof">The proof as received.</param>
    /// <param name="hasher">The chain's hash.</param>
    public static PrefixVerdict Verify(ReadOnlySpan<byte> root, PrefixProof? proof, IHasher hasher)
    {
        ArgumentNullException.ThrowIfNull(hasher);
        if (root.Length != IHasher.DigestBytes)
        {
            return PrefixVerdict.Refused(ProofError.RootSize);
        }

        if (proof is not { Prefix: not null, Entries: not null, Before: not null, After: not null })
        {
            return PrefixVerdict.Refused(ProofError.Missing);
        }

        if (proof.Prefix.Length > StateLimits.KeyBytesMax)
        {
            return PrefixVerdict.Refused(ProofError.KeySize);
        }

        if (proof.Entries.Count == 0)
        {
            var error = VerifyAbsent(root, proof, hasher);
            return new PrefixVerdict(error, error == ProofError.None, error == ProofError.None);
        }

        return proof.Witness is null ? VerifyRun(root, proof, hasher) : PrefixVerdict.Refused(ProofError.Ambiguous);
    }

    private static PrefixVerdict VerifyRun(ReadOnlySpan<byte> root, PrefixProof proof, IHasher hasher)
    {
        var error = EntryRules.Check(proof);
        if (error == ProofError.None)
        {
            error = StepRules.Check(proof.Before, proof.Entries[0].Key);
        }

        if (error == ProofError.None)
        {
            error = StepRules.Check(proof.After, proof.Entries[^1].Key);
        }

        if (error != ProofError.None)
        {
            return PrefixVerdict.Refused(error);
        }

        var keys = proof.Entries.Select(entry => entry.Key).ToArray();
        var leaves = proof.Entries.Select(entry => LeafHash(entry, hasher)).ToArray();
        var rebuilt = new RunRebuilder(hasher, keys, leaves, proof.Before, proof.After);
        error = rebuilt.Matches(root);

        // A branch within the prefix's own bits has keys of other prefixes on its other side; a deeper one has keys of this prefix there.
        var prefixBits = BitString.LengthOfPrefix(proof.Prefix);
        return new PrefixVerdict(
            error, proof.Before.All(step => step.BitIndex < prefixBits), proof.After.All(step => step.BitIndex < prefixBits));
    }

    private static ProofError VerifyAbsent(ReadOnlySpan<byte> root, PrefixProof proof, IHasher hasher)
    {
        if (proof.Witness is null)
        {
            if (proof.Before.Count + proof.After.Count > 0)
            {
                return ProofError.Ambiguous;
            }

            return root.SequenceEqual(NodeHashing.Empty(hasher)) ? ProofError.None : ProofError.RootMismatch;
        }

        var witness = proof.Witness;
        var error = StepRules.Check(witness);
        if (error == ProofError.None && witness.Key.AsSpan().StartsWith(proof.Prefix))
        {
            error = ProofError.WitnessIsClaimed;
        }

        if (error == ProofError.None)
        {
            error = StepRules.Check(proof.Before, witness.Key);
        }

        if (error == ProofError.None)
        {
            error = StepRules.Check(proof.After, witness.Key);
        }

        if (error != ProofError.None)
        {
            return error;
        }

        var prefixBits = BitString.LengthOfPrefix(proof.Prefix);
        var parts = proof.Before.Concat(proof.After).Any(step =>
            step.BitIndex < prefixBits && BitString.IsSet(proof.Prefix, step.BitIndex) != BitString.IsSet(witness.Key, step.BitIndex));
        return parts
            ? ProofError.WitnessElsewhere
            : new RunRebuilder(hasher, [witness.Key], [NodeHashing.Leaf(hasher, witness.Key, witness.ValueHash)], proof.Before, proof.After)
                .Matches(root);
    }

    private static byte[] LeafHash(ProvenEntry entry, IHasher hasher) =>
        NodeHashing.Leaf(hasher, entry.Key, entry.ValueHash ?? NodeHashing.Hash(hasher, entry.Value));
}

/// <summary>What a prefix proof proves.</summary>
/// <param name="Error">Why the proof does not hold; the other members then mean nothing.</param>
/// <param name="FromStart">Whether no key under the prefix comes before the first entry.</param>
/// <param name="ToEnd">Whether no key under the prefix comes after the last entry.</param>
public readonly record struct PrefixVerdict(ProofError Error, bool FromStart, bool ToEnd)
{
    /// <summary>Whether the proof holds and its entries are all there are under the prefix.</summary>
    public bool IsComplete => Error == ProofError.None && FromStart && ToEnd;

    internal static PrefixVerdict Refused(ProofError error) => new(error, false, false);
}
