namespace Ledger.Seals;

/// <summary>What became of an OFD document's signatures.</summary>
/// <param name="Error">Why the document could not be read, or <see cref="SealError.None"/>.</param>
/// <param name="Signatures">One for each signature, in the document's order.</param>
/// <param name="UnprotectedFiles">Files that no signature covers: they may have been changed or added.</param>
public sealed record OfdReport(SealError Error, IReadOnlyList<OfdSignatureReport> Signatures, IReadOnlyList<string> UnprotectedFiles)
{
    /// <summary>What the error is about: the file that is missing, the byte; null where there is nothing to add.</summary>
    public string? Detail { get; init; }

    /// <summary>
    /// The verdict of the first signature with a failure, otherwise of the first whose paths were not checked; <see
    /// cref="SealVerdict.Malformed"/> where there is none.
    /// </summary>
    public SealVerdict Verdict => Error != SealError.None
        ? SealVerdict.Malformed
        : (
            Signatures.FirstOrDefault(one => !one.Report.HasNoFailure)
                ?? Signatures.FirstOrDefault(one => !one.Report.IsValid))?.Report.Verdict
            ?? SealVerdict.Valid;
}
