using System.Globalization;
using System.Text;
using Ledger.Seals.Pdf;

namespace Ledger.Seals;

/// <summary>
/// Puts a seal on a PDF: its picture where the reader sees it, and a GM/T 0010 message over the whole file, which carries the seal's own signature
/// (GB/T 38540) as a signed attribute. The original bytes stay as they are, so seals that are there already go on to hold.
/// </summary>
public static class PdfSealer
{
    /// <summary>The signed attribute that holds the SES_Signature in an OCTET STRING; no standard names one, so it is a UUID's (ITU-T X.667).</summary>
    public const string SealAttributeOid = "2.25.16451717086149545029953582036719078323";

    private const double PointsPerMm = 72 / 25.4;
    private const int SpareBytes = 4096;
    private const int FieldsMax = 1_000;

    /// <summary>The sealed PDF; null with the reason. <paramref name="pdf"/> has at most <see cref="SealLimits.PdfBytesMax"/> bytes.</summary>
    public static byte[]? TrySeal(ReadOnlyMemory<byte> pdf, PdfSealRequest request, out SealError error)
    {
        ArgumentNullException.ThrowIfNull(request);
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

            return Seal(pdf, file, request, out error);
        }
        catch (PdfFormatException e)
        {
            error = e.Message == "encrypted" ? SealError.PdfEncrypted : e.Message.StartsWith("the picture", StringComparison.Ordinal) ? SealError.Picture : SealError.Pdf;
            return null;
        }
    }

    private static byte[]? Seal(ReadOnlyMemory<byte> pdf, PdfFile file, PdfSealRequest request, out SealError error)
    {
        var pages = file.Pages();
        var picture = request.Seal.Picture;
        var (width, height) = (picture.WidthMm * PointsPerMm, picture.HeightMm * PointsPerMm);
        if (request.PageIndex < 0 || request.PageIndex >= pages.Count || RectangleOn(file, pages[request.PageIndex], request, width, height) is not { } rectangle)
        {
            error = SealError.Placement;
            return null;
        }

        var page = pages[request.PageIndex];
        var increment = new PdfIncrement(file, pdf);
        var (signature, widget) = (increment.Reserve(), increment.Reserve());
        var field = new PdfDictionary(
        [
            new("Type", new PdfName("Annot")),
            new("Subtype", new PdfName("Widget")),
            new("FT", new PdfName("Sig")),
            new("T", PdfSerializer.Text(string.Create(CultureInfo.InvariantCulture, $"Seal{widget.Number}"))),
            new("F", new PdfInteger(132)), // print, locked
            new("Rect", rectangle),
            new("P", page.Reference),
            new("V", signature),
            new("AP", new PdfDictionary([new("N", SealStamp.Add(increment, picture, width, height, page.Rotation))])),
        ]);
        increment.Put(widget, field);
        PutOnPage(increment, file, page, widget);
        PutInForm(increment, file, widget);
        return PdfSignaturePlaceholder.Sign(increment, signature, request, ContentsBytes(request), out error);
    }

    private static int ContentsBytes(PdfSealRequest request) =>
        request.Seal.Der.Length + (2 * request.Signer.Certificate.Der.Length) + request.Certificates.Sum(one => one.Der.Length) + SpareBytes;

    private static PdfArray? RectangleOn(PdfFile file, PdfPage page, PdfSealRequest request, double width, double height)
    {
        if (page.MediaBox is not PdfArray { Items.Count: 4 } box)
        {
            return null;
        }

        var sides = box.Items.Select(item => Number(file.Resolve(item))).ToList();
        var (left, bottom) = (Math.Min(sides[0], sides[2]) + request.X, Math.Min(sides[1], sides[3]) + request.Y);
        var (right, top) = page.Rotation % 180 == 0 ? (left + width, bottom + height) : (left + height, bottom + width);
        return request.X >= 0 && request.Y >= 0 && right <= Math.Max(sides[0], sides[2]) && top <= Math.Max(sides[1], sides[3])
            ? new PdfArray([PdfSerializer.Number(left), PdfSerializer.Number(bottom), PdfSerializer.Number(right), PdfSerializer.Number(top)])
            : null;
    }

    private static double Number(PdfValue? value) => value switch
    {
        PdfInteger integer => integer.Number,
        PdfToken token when double.TryParse(Encoding.ASCII.GetString(token.Raw), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => number,
        _ => double.NaN,
    };

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
