using Ledger.Crypto;
using Ledger.Protocol.Proofs;

namespace Ledger.Audit.Proofs;

/// <summary>What holds for every path, whatever it proves.</summary>
internal static class StepRules
{
    /// <summary>Bit indexes strictly decrease from the leaf up and lie within the leaf's key; siblings are hashes.</summary>
    public static ProofError Check(IReadOnlyList<PathStep> steps, ReadOnlySpan<byte> leafKey)
    {
        if (steps.Count > StateLimits.PathStepsMax)
        {
            return ProofError.TooLong;
        }

        var bound = (uint)BitString.LengthOfKey(leafKey);
        foreach (var step in steps)
        {
            if (step is not { Sibling: not null })
            {
                return ProofError.Missing;
            }

            if (step.Sibling.Length != IHasher.DigestBytes)
            {
                return ProofError.HashSize;
            }

            if (step.BitIndex >= bound)
            {
                return ProofError.StepOrder;
            }

            bound = step.BitIndex;
        }

        return ProofError.None;
    }

    public static ProofError Check(LeafWitness witness)
    {
        if (witness is not { Key: not null, ValueHash: not null })
        {
            return ProofError.Missing;
        }

        if (witness.Key.Length is < 1 or > StateLimits.KeyBytesMax)
        {
            return ProofError.KeySize;
        }

        return witness.ValueHash.Length == IHasher.DigestBytes ? ProofError.None : ProofError.HashSize;
    }
}
