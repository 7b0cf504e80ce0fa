namespace Ledger.Seals;

/// <summary>What became of a PDF's signatures.</summary>
/// <param name="Error">Why the file could not be read or has no signature, or <see cref="SealError.None"/>.</param>
/// <param name="Signatures">One for each signature, in the order in which they were made.</param>
public sealed record PdfSealReport(SealError Error, IReadOnlyList<PdfSignatureReport> Signatures)
{
    /// <summary>
    /// The verdict of the first signature with a failure, otherwise of the first whose paths were not checked; <see
    /// cref="SealVerdict.Malformed"/> where the file could not be read.
    /// </summary>
    public SealVerdict Verdict => Error != SealError.None
        ? SealVerdict.Malformed
        : (
            Signatures.FirstOrDefault(one => !one.Report.HasNoFailure)
                ?? Signatures.FirstOrDefault(one => !one.Report.IsValid))?.Report.Verdict
            ?? SealVerdict.Valid;
}
