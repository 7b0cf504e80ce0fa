using Ledger.Seals.Pdf;

namespace Ledger.Seals;

/// <summary>
/// Verifies every signature of a PDF, whoever made it: a message of RFC 5652 or GM/T 0010 over the ByteRange, with or without a seal, or a
/// seal signature itself. It works on the original bytes; what the file's objects say only ever takes validity away.
/// </summary>
public sealed class PdfSealVerifier(SealVerifier verifier)
{
    /// <summary>Verifies a PDF of at most <see cref="SealLimits.PdfBytesMax"/> bytes. Never throws for what is in it.</summary>
    public PdfSealReport Verify(ReadOnlyMemory<byte> pdf)
    {
        if (pdf.Length is 0 or > SealLimits.PdfBytesMax)
        {
            return new PdfSealReport(SealError.Size, []);
        }

        var found = PdfSignatureScan.Find(pdf);
        if (found.Count > SealLimits.SignaturesMax)
        {
            return new PdfSealReport(SealError.Malformed, []);
        }

        try
        {
            var file = PdfFile.Open(pdf);
            return found.Count == 0
                ? new PdfSealReport(SealError.NoSignature, [])
                : new PdfSealReport(SealError.None, Verify(pdf, found, new PdfSignatureOrder(pdf, file, found)));
        }
        catch (PdfFormatException e)
        {
            return new PdfSealReport(e.Message == "encrypted" ? SealError.PdfEncrypted : SealError.Pdf, []);
        }
    }

    private List<PdfSignatureReport> Verify(ReadOnlyMemory<byte> pdf, List<PdfFoundSignature> found, PdfSignatureOrder order) =>
        [.. found.Select((one, i) => Verify(pdf, one, one.Error ?? order.ErrorOf(i)))];

    private PdfSignatureReport Verify(ReadOnlyMemory<byte> pdf, PdfFoundSignature one, string? error)
    {
        var covers = error is null && one.End == pdf.Length;
        var contents = one.Error is null ? Contents(pdf.Span[(one.GapStart + 1)..(one.GapEnd - 1)]) : null;
        if (contents is null)
        {
            var reason = error ?? "Contents is not one DER value followed by zeros";
            return new PdfSignatureReport(SealReport.Malformed(reason), null, null, one.End, covers);
        }

        byte[] content = [.. pdf.Span[..one.GapStart], .. pdf.Span[one.GapEnd..one.End]];
        var (report, seal, signer) = new PdfContentsCheck(verifier, content, error).Run(contents);
        return new PdfSignatureReport(report, seal, signer, content.Length, covers);
    }

    private static byte[]? Contents(ReadOnlySpan<byte> hex) => LeadingDer(Convert.FromHexString(System.Text.Encoding.ASCII.GetString(hex)));

    /// <summary>The DER value at the beginning; null where what follows is not all zero, for anything could be hidden there.</summary>
    internal static byte[]? LeadingDer(byte[] bytes)
    {
        if (bytes.Length < 4 || bytes[0] != 0x30 || bytes[1] is < 0x80 or > 0x83)
        {
            return null;
        }

        var lengthBytes = bytes[1] & 0x7F;
        var length = 0;
        for (var i = 0; i < lengthBytes; i++)
        {
            length = (length << 8) | bytes[2 + i];
        }

        var end = 2 + lengthBytes + length;
        return length > 0 && end <= bytes.Length && !bytes.AsSpan(end).ContainsAnyExcept((byte)0) ? bytes[..end] : null;
    }
}

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
