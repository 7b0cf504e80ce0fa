using Ledger.GuaranteePdf.Drawing;
using Ledger.GuaranteePdf.Fields;
using Ledger.GuaranteePdf.Layout;
using Ledger.Passports;
using Ledger.Protocol.V1;
using Ledger.Seals;
using QRCoder;

namespace Ledger.GuaranteePdf;

/// <summary>
/// Writes the PDF of a guarantee from a passport that verifies, and puts the passport inside. Every date is the record's: the same passport and font give
/// the same bytes.
/// </summary>
public static class GuaranteePdfWriter
{
    private const int QuietModules = 4;

    // PDFsharp keeps its fonts for the whole process.
    private static readonly Lock Drawing = new();

    /// <summary>Writes it.</summary>
    /// <param name="report">What came of checking the passport; it must be valid and show the terms.</param>
    /// <param name="passport">The passport's file.</param>
    /// <param name="options">Address and font.</param>
    /// <exception cref="ArgumentException">The passport is not valid, or does not show the terms.</exception>
    /// <exception cref="InvalidDataException">The font lacks a character that the terms have.</exception>
    /// <exception cref="IOException">There is no font, none of that name, or it cannot be embedded.</exception>
    public static GuaranteeDocument Write(PassportReport report, ReadOnlyMemory<byte> passport, GuaranteePdfOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(report);
        options ??= new GuaranteePdfOptions();
        if (report.Guarantee is not { Terms: { } terms } view || report.Checkpoint is not { } checkpoint)
        {
            throw new ArgumentException("A guarantee's document needs a valid passport that shows its terms; a sealed guarantee's passport needs its opening.", nameof(report));
        }

        var (pdf, place) = Draw(view, terms, checkpoint, options);
        var attachment = new PdfAttachment(
            PassportFile.AttachmentName, passport, "application/octet-stream", "保函通行证 Passport: ledger passport verify", checkpoint.TimeMs);
        return PdfAttachments.TryAttach(pdf, attachment, out var error) is { } document
            ? new GuaranteeDocument(document, place)
            : throw new InvalidOperationException($"The passport cannot be attached: {error}.");
    }

    private static (byte[] Pdf, SealPlace Place) Draw(GuaranteeView view, GuaranteeTerms terms, Checkpoint checkpoint, GuaranteePdfOptions options)
    {
        IReadOnlyList<FieldRow>[] tables = [DocumentRows.Terms(view, terms), DocumentRows.Chain(view, checkpoint)];
        lock (Drawing)
        {
            var font = options.FontPath ?? FontPlaces.Find(FontPlaces.Known);
            using var canvas = new PdfCanvas(font, DocumentLayout.PageWidth, DocumentLayout.PageHeight, checkpoint.TimeMs);
            CheckFont(canvas, tables.SelectMany(table => table).Select(row => row.Value), font);
            canvas.Describe($"投标保函 {terms.GuaranteeNo}", view.IssuerName);
            var layout = new DocumentLayout(canvas);
            layout.Title("投标保函", "Bid-bond guarantee", $"编号 No. {terms.GuaranteeNo}");
            layout.Table("一、保函要素 Terms（要素 / 内容 / 数据交换元素 Item / Content / Exchange element）", tables[0]);
            layout.Table("二、链上记录 Record on the chain", tables[1]);
            var address = new UriBuilder(options.VerificationAddress) { Query = $"guarantee={Convert.ToHexStringLower(view.Record.GuaranteeId.Span)}" }.Uri.ToString();
            var (modules, across) = Qr(address);
            var place = layout.Closing(
                [
                    "扫码核验本保函，或用附件中的通行证离线核验。 Scan to verify, or verify offline with the passport attached:",
                    $"ledger passport verify {PassportFile.AttachmentName}",
                    address,
                    "通行证证明核验时点的状态；其后的变化以链上记录为准。 The passport proves the state as of its time; for what came later, ask the chain.",
                ],
                modules,
                across);
            layout.Finish($"投标保函 Bid-bond guarantee {terms.GuaranteeNo}");
            return (canvas.Finish(), place);
        }
    }

    private static void CheckFont(PdfCanvas canvas, IEnumerable<string> texts, string font)
    {
        foreach (var text in texts)
        {
            if (!canvas.Has(text.Replace('\n', ' ').Replace('\t', ' '), out var missing))
            {
                throw new InvalidDataException($"The font {font} lacks U+{missing.Value:X4}, which the guarantee has: give another font.");
            }
        }
    }

    private static (List<(int X, int Y)> Modules, int Across) Qr(string text)
    {
        using var generator = new QRCodeGenerator();
        using var data = generator.CreateQrCode(text, QRCodeGenerator.ECCLevel.M);
        var matrix = data.ModuleMatrix; // with a quiet zone of four modules, which the page's margin gives as well
        var modules = new List<(int X, int Y)>();
        for (var y = QuietModules; y < matrix.Count - QuietModules; y++)
        {
            for (var x = QuietModules; x < matrix.Count - QuietModules; x++)
            {
                if (matrix[y][x])
                {
                    modules.Add((x - QuietModules, y - QuietModules));
                }
            }
        }

        return (modules, matrix.Count - (2 * QuietModules));
    }
}
