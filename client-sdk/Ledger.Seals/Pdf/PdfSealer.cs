using System.Globalization;
using Ledger.Crypto;
using Ledger.Seals.Pdf;

namespace Ledger.Seals;

/// <summary>
/// Puts a seal on a PDF: its picture where the reader sees it, and a GM/T 0010 message over the whole file, which carries the seal's own
/// signature (GB/T 38540) as a signed attribute. The original bytes stay as they are, so seals that are there already go on to hold.
/// </summary>
public static class PdfSealer
{
    /// <summary>
    /// The signed attribute that holds the SES_Signature in an OCTET STRING; no standard names one, so it is a UUID's (ITU-T X.667).
    /// </summary>
    public const string SealAttributeOid = "2.25.16451717086149545029953582036719078323";

    private const double PointsPerMm = 72 / 25.4;
    private const int SpareBytes = 4096;
    private const int RemoteCertificatesBytes = 16 * 1024;
    private const int FieldsMax = 1_000;

    /// <summary>
    /// The sealed PDF; null with the reason. <paramref name="pdf"/> has at most <see cref="SealLimits.PdfBytesMax"/> bytes.
    /// </summary>
    public static byte[]? TrySeal(ReadOnlyMemory<byte> pdf, PdfSealRequest request, out SealError error)
    {
        ArgumentNullException.ThrowIfNull(request);
        var prepared = TryReserve(pdf, request, ContentsBytes(request), out error);
        if (prepared is null || PdfSealMessage.TryMake(prepared.Content, request, out error) is not { } message)
        {
            return null;
        }

        return message.Length <= prepared.SignatureBytesMax
            ? prepared.Fill(message)
            : throw new InvalidOperationException(
                $"The signature of {message.Length} bytes does not fit into {prepared.SignatureBytesMax}.");
    }

    /// <summary>
    /// Everything but the signature: the stamp is on the page, and there is room for the signature of somebody who is elsewhere, such as on
    /// a phone, and whose certificates have 16 KiB at most. Null with the reason.
    /// </summary>
    public static PreparedPdf? TryPrepare(ReadOnlyMemory<byte> pdf, PdfSealPlacement placement, out SealError error)
    {
        ArgumentNullException.ThrowIfNull(placement);
        return TryReserve(pdf, placement, placement.Seal.Der.Length + RemoteCertificatesBytes + SpareBytes, out error);
    }

    /// <summary>
    /// Puts a signature that was made elsewhere into the room that was prepared for it: a message of GM/T 0010 or RFC 5652, with or without
    /// the seal's own signature in it, or that alone. Only one that holds goes in: over these bytes, by somebody who may use the seal, and
    /// of this seal. Whom the certificates belong to is for <see cref="PdfSealVerifier"/>, with anchors.
    /// </summary>
    /// <returns>The sealed PDF; null with the reason.</returns>
    public static byte[]? TryEmbed(
        PreparedPdf prepared, ElectronicSeal seal, ReadOnlySpan<byte> signature, ISignatureVerifier verifier, out SealError error)
    {
        ArgumentNullException.ThrowIfNull(prepared);
        ArgumentNullException.ThrowIfNull(seal);
        error = signature.Length > prepared.SignatureBytesMax ? SealError.Room
            : PdfSealVerifier.LeadingDer(signature.ToArray()) is not { } der || der.Length != signature.Length ? SealError.Structure
            : PdfEmbeddingCheck.ErrorOf(der, prepared.Content.ToArray(), seal, verifier);
        return error == SealError.None ? prepared.Fill(signature) : null;
    }

    private static PreparedPdf? TryReserve(ReadOnlyMemory<byte> pdf, PdfSealPlacement placement, int contentsBytes, out SealError error)
    {
        if (pdf.Length is 0 or > SealLimits.PdfBytesMax)
        {
            error = SealError.Size;
            return null;
        }

        try
        {
            var file = PdfFile.Open(pdf);
            var earlier = PdfSignatureScan.Find(pdf);
            if (earlier.Count > 0 && earlier[^1].End != pdf.Length)
            {
                error = SealError.PdfChangedAfterSignature;
                return null;
            }

            var prepared = Prepare(pdf, file, placement, contentsBytes, out var name, out error);
            if (prepared is null)
            {
                return null;
            }

            var order = new PdfSignatureOrder(pdf, file, earlier);
            error = order.Forbids(
                new PdfChange(
                    PdfChangeKind.SignatureAdded,
                    $"the field {name} would be added",
                    name,
                    PointsPerMm * Math.Max(placement.Seal.Picture.WidthMm, placement.Seal.Picture.HeightMm)))
                ? SealError.PdfLocked
                : SealError.None;
            return error == SealError.None ? prepared : null;
        }
        catch (PdfFormatException e)
        {
            error = e.Message == "encrypted"
                ? SealError.PdfEncrypted
                : e.Message.StartsWith("the picture", StringComparison.Ordinal) ? SealError.Picture : SealError.Pdf;
            return null;
        }
    }

    private static PreparedPdf? Prepare(
        ReadOnlyMemory<byte> pdf, PdfFile file, PdfSealPlacement placement, int contentsBytes, out string name, out SealError error)
    {
        name = string.Empty;
        var pages = file.Pages();
        if (placement.PageIndex < 0 || placement.PageIndex >= pages.Count)
        {
            error = SealError.Page;
            return null;
        }

        var page = pages[placement.PageIndex];
        var view = PdfPageView.Of(file, page);
        var (width, height) = StampOf(placement);
        if (!view.Holds(placement.X, placement.Y, width, height))
        {
            error = SealError.Placement;
            return null;
        }

        error = SealError.None;
        var rectangle = new PdfArray([.. view.ToPage(placement.X, placement.Y, width, height).Select(PdfSerializer.Number)]);
        var increment = new PdfIncrement(file, pdf);
        var (signature, widget) = (increment.Reserve(), increment.Reserve());
        name = string.Create(CultureInfo.InvariantCulture, $"Seal{widget.Number}");
        var field = new PdfDictionary(
        [
            new("Type", new PdfName("Annot")),
            new("Subtype", new PdfName("Widget")),
            new("FT", new PdfName("Sig")),
            new("T", PdfSerializer.Text(name)),
            new("F", new PdfInteger(132)), // print, locked
            new("Rect", rectangle),
            new("P", page.Reference),
            new("V", signature),
            new(
                "AP",
                new PdfDictionary(
                    [new("N", SealStamp.Add(increment, placement.Seal.Picture, width / view.Unit, height / view.Unit, view.Rotation))])),
        ]);
        increment.Put(widget, field);
        PutOnPage(increment, file, page, widget);
        PutInForm(increment, file, widget);
        return PdfSignaturePlaceholder.Reserve(increment, signature, placement, contentsBytes);
    }

    private static int ContentsBytes(PdfSealRequest request) =>
        request.Seal.Der.Length + (2 * request.Signer.Certificate.Der.Length) +
        request.Certificates.Sum(one => one.Der.Length) + SpareBytes;

    /// <summary>Width and height of the stamp in points.</summary>
    internal static (double Width, double Height) StampOf(PdfSealPlacement placement) =>
        (placement.Seal.Picture.WidthMm * PointsPerMm, placement.Seal.Picture.HeightMm * PointsPerMm);

    private static void PutOnPage(PdfIncrement increment, PdfFile file, PdfPage page, PdfReference widget)
    {
        var annotations = page.Dictionary["Annots"];
        var list = new PdfArray([.. file.Resolve(annotations) is PdfArray old ? old.Items : [], widget]);
        if (annotations is PdfReference reference)
        {
            increment.Put(reference, list);
        }
        else
        {
            increment.Put(page.Reference, page.Dictionary.With("Annots", list));
        }
    }

    private static void PutInForm(PdfIncrement increment, PdfFile file, PdfReference widget)
    {
        var catalog = file.Catalog;
        var form = file.Dictionary(catalog["AcroForm"]) ?? new PdfDictionary([]);
        List<PdfValue> fields = file.Resolve(form["Fields"]) is PdfArray old ? old.Items : [];
        if (fields.Count >= FieldsMax)
        {
            throw new PdfFormatException("the form has too many fields");
        }

        form = form.With("Fields", new PdfArray([.. fields, widget])).With("SigFlags", new PdfInteger(3));
        if (catalog["AcroForm"] is PdfReference reference)
        {
            increment.Put(reference, form);
            return;
        }

        increment.Put(
            file.Trailer["Root"] as PdfReference ?? throw new PdfFormatException("the catalog is not referred to"),
            catalog.With("AcroForm", form));
    }
}
