using System.Text.Json.Nodes;

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

/// <summary>What became of one signature of an OFD document.</summary>
/// <param name="Path">Its <c>Signature.xml</c>.</param>
/// <param name="Report">The ten checks. A signature without a seal (a GM/T 0010 message) has only those that apply.</param>
/// <param name="Signature">The seal signature; null where it is a message or cannot be read.</param>
/// <param name="References">How many files it protects.</param>
public sealed record OfdSignatureReport(string Path, SealReport Report, SealSignature? Signature, int References)
{
    /// <summary>As a JSON object.</summary>
    public JsonObject ToJson()
    {
        var document = Report.ToJson();
        document.Insert(0, "signature", Path);
        document["references"] = References;
        return document;
    }
}
