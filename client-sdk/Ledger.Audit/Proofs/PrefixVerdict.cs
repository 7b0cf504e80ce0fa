namespace Ledger.Audit.Proofs;

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
