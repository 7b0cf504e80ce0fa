using System.Globalization;
using Ledger.GuaranteePdf.Fields;
using Ledger.GuaranteePdf.Layout;
using Ledger.GuaranteePdf.Text;
using Ledger.Passports;
using Ledger.PdfDrawing;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Seals;
using QRCoder;

namespace Ledger.GuaranteePdf;

/// <summary>
/// Writes the PDF of a guarantee from a passport that verifies, and puts the passport inside. Every date is the record's: the same passport
/// and font give the same bytes.
/// </summary>
public static class GuaranteePdfWriter
{
    private const int QuietModules = 4;

    /// <summary>Writes it.</summary>
    /// <param name="report">What came of checking the passport; it must be valid and show the terms.</param>
    /// <param name="passport">The passport's file.</param>
    /// <param name="options">Address, font, and what the guarantor adds.</param>
    /// <exception cref="ArgumentException">The passport is not valid, or does not show the terms.</exception>
    /// <exception cref="InvalidDataException">
    /// The font lacks a character that the terms have; the amount cannot be written; the law knows no guarantee of that form and nature.
    /// </exception>
    /// <exception cref="IOException">There is no font, none of that name, or it cannot be embedded.</exception>
    public static DrawnGuarantee Write(PassportReport report, ReadOnlyMemory<byte> passport, GuaranteePdfOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(report);
        options ??= new GuaranteePdfOptions();
        if (report.Guarantee is not { Terms: { } terms } view || report.Checkpoint is not { } checkpoint)
        {
            throw new ArgumentException(
                "A guarantee's document needs a valid passport that shows its terms; a sealed guarantee's passport needs its opening.",
                nameof(report));
        }

        var (pdf, place) = Draw(view, terms, checkpoint, options, report.IsRehearsal);
        var attachment = new PdfAttachment(
            PassportFile.AttachmentName, passport, "application/octet-stream", "保函通行证 Passport: ledger passport verify", checkpoint.TimeMs);
        return PdfAttachments.TryAttach(pdf, attachment, out var error) is { } document
            ? new DrawnGuarantee(document, place)
            : throw new InvalidOperationException($"The passport cannot be attached: {error}.");
    }

    /// <summary>Draws it, without the passport.</summary>
    internal static (byte[] Pdf, SealPlace Place) Draw(
        GuaranteeView view, GuaranteeTerms terms, Checkpoint checkpoint, GuaranteePdfOptions options, bool isRehearsal)
    {
        var words = new GuaranteeWords(view, terms, options.Particulars);
        var address = new UriBuilder(options.VerificationAddress)
        {
            Query = $"guarantee={Convert.ToHexStringLower(view.Record.GuaranteeId.Span)}",
        }.Uri.ToString();
        (string Heading, IReadOnlyList<FieldRow> Rows)[] annex =
        [
            ("附页一　要素清单与数据交换字段 Terms and exchange elements", DocumentRows.Terms(view, terms)),
            ("附页二　链上记录 Record on the chain", DocumentRows.Chain(view, checkpoint)),
            ("附页三　文本与来源 Wording and sources", DocumentRows.Sources(words, options.Particulars)),
        ];
        string[] notes =
        [
            "验真：扫描右侧二维码，或用附件中的通行证离线核对：ledger passport verify",
            address,
            string.Create(
                CultureInfo.InvariantCulture,
                $"通行证已嵌入本文件：区块 {checkpoint.Height:N0}，哈希 {Short(checkpoint.Hash)}，{checkpoint.Validators} 家验证节点中逾三分之二签署。")
                + $"核验时点 {FieldValues.Time(checkpoint.TimeMs)}，状态“{DocumentRows.State(view)}”，其后变化以链上记录为准。",
            $"文本模板 {words.Template.Name}；链标识、模板摘要、要素清单与交换字段见附页。",
        ];
        lock (PdfCanvas.Gate)
        {
            var font = options.FontPath ?? FontPlaces.Find(FontPlaces.Known);
            using var canvas = new PdfCanvas(font, PageFlow.Width, PageFlow.Height, checkpoint.TimeMs);
            var rows = annex.SelectMany(one => one.Rows).Select(row => row.Value);
            CheckFont(
                canvas,
                [
                    RehearsalNotice.Chinese, .. words.Text.Select(line => line.Text), .. words.Head.Select(row => row.Value), .. words.Foot,
                    .. notes, .. rows,
                ],
                font);
            canvas.Describe(
                $"{words.Title} {terms.GuaranteeNo}", view.IssuerName, $"template {words.Template.Name} sha256:{words.Template.Digest}");
            var flow = new PageFlow(canvas);
            var sheet = new GuaranteeSheet(canvas, flow);
            sheet.Head(words);
            var (modules, across) = Qr(address);
            var place = sheet.Text(words, notes, modules, across);
            flow.BreakPage();
            var table = new FieldTable(canvas, flow);
            foreach (var (heading, content) in annex.Where(one => one.Rows.Count > 0))
            {
                table.Write(heading, content);
            }

            flow.Finish($"保函编号　{terms.GuaranteeNo}", words.Edition, isRehearsal ? RehearsalNotice.Chinese : null);
            return (canvas.Finish(), place);
        }
    }

    private static string Short(Digest digest) => digest.ToString() is var text ? $"{text[..8]}…{text[^4..]}" : string.Empty;

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

/// <summary>The finished document, ready for its seal.</summary>
/// <param name="Pdf">The file, with the passport inside.</param>
/// <param name="SealPlace">Where the seal goes.</param>
public sealed record DrawnGuarantee(byte[] Pdf, SealPlace SealPlace);
