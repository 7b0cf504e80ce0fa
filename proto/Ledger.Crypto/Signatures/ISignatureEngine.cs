namespace Ledger.Crypto.Signatures;

/// <summary>Checks batches of signatures that are all of one algorithm. Safe for use by several threads.</summary>
internal interface ISignatureEngine
{
    /// <summary>Sets <paramref name="valid"/>[i] for every check; no check makes it throw.</summary>
    void Verify(ReadOnlySpan<SignatureCheck> checks, Span<bool> valid);
}
