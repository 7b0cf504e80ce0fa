namespace Ledger.Crypto;

/// <summary>
/// Checks signatures in batches, so that several can be worked on at once. One instance belongs to one node: what it caches of
/// keys is not shared between validators. Safe for use by several threads.
/// </summary>
public interface ISignatureVerifier
{
    /// <summary>
    /// Sets <paramref name="valid"/>[i] to whether <paramref name="checks"/>[i] holds. A malformed signature is simply not valid;
    /// nothing in a check makes this throw.
    /// </summary>
    /// <exception cref="ArgumentException"><paramref name="valid"/> is shorter than <paramref name="checks"/>.</exception>
    void Verify(ReadOnlySpan<SignatureCheck> checks, Span<bool> valid);
}
