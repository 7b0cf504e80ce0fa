namespace Ledger.Audit.Headers;

/// <summary>How headers lead from a block up to the one that is certified.</summary>
public static class HeaderLinks
{
    /// <summary>
    /// Whether the second header stands right above the first and finalises it with itself: it names it, and the same validator set
    /// finalises both. A block that changes the set has a certificate of its own; no later set's word makes it final
    /// (docs/spec/finality.md).
    /// </summary>
    public static bool Follows(HeaderVerdict above, HeaderVerdict below) =>
        above.Header is { } next && below.Header is { } header
        && next.Height == header.Height + 1
        && next.Previous == below.Hash
        && next.ValidatorsHash == header.ValidatorsHash;
}
