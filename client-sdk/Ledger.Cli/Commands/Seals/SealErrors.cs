using Ledger.Seals;

namespace Ledger.Cli.Commands.Seals;

/// <summary>Why something cannot be sealed or read, in words.</summary>
internal static class SealErrors
{
    /// <summary>As below of a PDF, with the byte or the page's size.</summary>
    internal static string TextOf(SealError error, ReadOnlyMemory<byte> pdf, PdfSealPlacement? placement = null) => error switch
    {
        SealError.Page or SealError.Placement when PdfExplanation.Of(pdf, placement) is { } why => why,
        SealError.Pdf when PdfExplanation.Of(pdf) is { } why => $"{TextOf(error)}: {why}",
        _ => TextOf(error),
    };

    internal static string TextOf(SealError error) => error switch
    {
        SealError.Size => "it is empty or too long",
        SealError.Structure => "it is not exactly one DER value",
        SealError.Malformed => "its fields are not those of GB/T 38540",
        SealError.Version => "its version is not taken",
        SealError.Certificate => "a certificate in it is not taken",
        SealError.Archive => "it is no ZIP archive, or an ambiguous one",
        SealError.ArchiveTooLarge => "it unpacks to more than is taken",
        SealError.NoSignature => "it has no signature",
        SealError.FileMissing => "a file that it names is not in it",
        SealError.Pdf => "it is no PDF that can be read",
        SealError.PdfEncrypted => "the PDF is encrypted",
        SealError.Page => "there is no such page",
        SealError.Placement => "the stamp does not lie on the page as it is shown",
        SealError.Picture => "the seal's picture is neither PNG nor JPEG of a usual kind",
        SealError.Signer => "the certificate does not sign, or is not on the seal's list",
        SealError.PdfChangedAfterSignature => "the PDF was changed after its last signature",
        SealError.NotPrepared => "it has no empty room for a signature at its end",
        SealError.Room => "the signature is longer than the room prepared for it",
        SealError.OtherContent => "the signature is over another document",
        SealError.Signature => "the signature does not hold, or is of another seal",
        SealError.PdfLocked =>
            "an earlier signature permits no further one: it certifies the PDF as final (DocMDP P=1) or locks its fields (FieldMDP); a " +
            "seal would make that signature invalid",
        _ => error.ToString(),
    };
}
