using System.Text;
using Google.Protobuf;
using Ledger.Client.Passports;
using Ledger.GuaranteePdf.Fields;
using Ledger.Passports;
using Ledger.PdfDrawing;
using Ledger.Protocol.V1;
using Ledger.Seals;

namespace Ledger.GuaranteePdf.Tests;

public sealed class GuaranteePdfTests
{
    [Fact]
    public async Task It_says_all_terms_as_text_that_other_programs_read()
    {
        await using var world = await PassportWorld.RevealedAsync();
        var (report, passport) = await MakeAsync(world);
        var text = Flat(Poppler.Run(GuaranteePdfWriter.Write(report, passport).Pdf, "pdftotext", "-layout", "FILE", "-"));
        string[] said =
        [
            "投标保函", world.Terms.GuaranteeNo, world.Terms.SectionCode, "BID_SECTION_CODE", world.Terms.ApplicantName,
            world.Terms.ApplicantUscc, "BIDDER_ORG_CODE",
            "¥800,000.00", "担保金额", "银行保函", "独立保函", "施工总承包一标段", "珠海大桥", "TENDER_PROJECT_CODE", "GUARANTEE_AMOUNT", "BID_SECTION_NAME",
            "GUARANTOR_NAME", world.Issuer.Name, "第1页共3页", "盖章", "人民币捌拾万元整（¥800,000.00）", "致：珠海",
            Convert.ToHexStringLower(PassportWorld.GuaranteeId), report.Checkpoint!.ChainId.ToString()[..30], "2023-11-1506:13:20+08:00",
        ];
        Assert.All(said, one => Assert.Contains(one.Replace(" ", "", StringComparison.Ordinal), text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_same_passport_gives_the_same_bytes()
    {
        await using var world = await PassportWorld.RevealedAsync();
        var (report, passport) = await MakeAsync(world);
        Assert.Equal(GuaranteePdfWriter.Write(report, passport).Pdf, GuaranteePdfWriter.Write(report, passport).Pdf);
    }

    [Fact]
    public async Task Only_what_is_used_of_the_font_is_embedded_and_the_file_is_sound()
    {
        await using var world = await PassportWorld.RevealedAsync();
        var (report, passport) = await MakeAsync(world);
        var pdf = GuaranteePdfWriter.Write(report, passport).Pdf;
        Assert.InRange(pdf.Length, 20_000, 200_000);
        var fonts = Poppler.Run(pdf, "pdffonts", "FILE").Split('\n', StringSplitOptions.RemoveEmptyEntries)[2..];
        Assert.All(fonts, font => Assert.Matches("^[A-Z]{6}\\+.* yes yes yes ", font)); // embedded, a subset, with the map to text
        Poppler.Run(pdf, "qpdf", "--check", "FILE");
        Assert.Contains("Title:           投标保函", Poppler.Run(pdf, "pdfinfo", "-isodates", "FILE"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_passport_is_inside_and_other_programs_find_it()
    {
        await using var world = await PassportWorld.RevealedAsync();
        var (report, passport) = await MakeAsync(world);
        var pdf = GuaranteePdfWriter.Write(report, passport).Pdf;
        Assert.True(PdfAttachments.TryRead(pdf, out var attachments, out _));
        Assert.Equal(PassportFile.AttachmentName, Assert.Single(attachments).Name);
        Assert.Equal(passport, attachments[0].Content.ToArray());
        Assert.Contains(PassportFile.AttachmentName, Poppler.Run(pdf, "pdfdetach", "-list", "FILE"), StringComparison.Ordinal);
        Assert.Contains("/AFRelationship /Supplement", Encoding.Latin1.GetString(pdf), StringComparison.Ordinal);
        Assert.True(world.VerifyBytes(attachments[0].Content.ToArray()).IsValid);

        // As another program writes it anew, with its streams packed.
        var packed = Qpdf(pdf, "--object-streams=generate", "--compress-streams=y", "--recompress-flate");
        Assert.True(PdfAttachments.TryRead(packed, out var again, out var error), error);
        Assert.Equal(passport, Assert.Single(again).Content.ToArray());
    }

    [Fact]
    public async Task Long_terms_go_on_over_more_pages()
    {
        await using var world = await PassportWorld.SealedAsync();
        var terms = world.Terms;
        terms.ApplicantName = string.Concat(Enumerable.Repeat("珠海建设集团有限公司联合体 consortium，", 160));
        var rows = FieldValues.RowsOf(terms).ToList();
        Assert.Contains(rows, row => row.Value == terms.ApplicantName);

        using var canvas = new PdfCanvas(FontPlaces.Find(FontPlaces.Known), 595, 842, 0);
        var flow = new PageFlow(canvas);
        new FieldTable(canvas, flow).Write("要素", rows);
        var last = flow.Page;
        flow.Finish("left", "right", warning: null);
        var text = Flat(Poppler.Run(canvas.Finish(), "pdftotext", "-layout", "FILE", "-"));
        Assert.True(last >= 1);
        Assert.Contains($"共{last + 1}页", text, StringComparison.Ordinal);
        Assert.Contains("续continued", text, StringComparison.Ordinal);
        Assert.Equal(160, text.Count(letter => letter == '集'));
    }

    [Fact]
    public void What_the_file_says_of_itself_is_well_formed_whatever_the_names_are()
    {
        using var canvas = new PdfCanvas(FontPlaces.Find(FontPlaces.Known), 595, 842, 0);
        canvas.Describe("投标保函 <1> & 2", "甲&乙有限公司", "template");
        canvas.EndPage();
        var metadata = Poppler.Run(canvas.Finish(), "pdfinfo", "-meta", "FILE");
        Assert.Contains("甲＆乙有限公司", System.Xml.Linq.XDocument.Parse(metadata.Trim()).Root!.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_field_of_terms_has_its_name_in_both_languages() => Assert.All(
        GuaranteeTerms.Descriptor.Fields.InFieldNumberOrder(), field =>
            Assert.True(FieldLabels.Has(field), $"{field.Name} needs a row in FieldLabels."));

    [Fact]
    public void A_field_without_a_name_is_shown_under_its_own()
    {
        var rows = FieldValues.RowsOf(new SubmitRequest { SignedRefusal = true, Transaction = ByteString.CopyFrom(1, 2) }).ToList();
        Assert.Equal([("transaction", "0102"), ("signed_refusal", "是 yes")], rows.Select(row => (row.English, row.Value)));
    }

    [Fact]
    public async Task What_cannot_be_written_is_refused()
    {
        await using var world = await PassportWorld.SealedAsync();
        var (report, passport) = await MakeAsync(world);
        Assert.Throws<ArgumentException>(() => GuaranteePdfWriter.Write(report, passport));
        var invalid = world.VerifyBytes([.. passport, 0]);
        Assert.Throws<ArgumentException>(() => GuaranteePdfWriter.Write(invalid, passport));

        var (opened, _) = await MakeAsync(world, new PassportOptions { Opening = world.Opening });
        Assert.Throws<FileNotFoundException>(
            () => GuaranteePdfWriter.Write(opened, passport, new GuaranteePdfOptions { FontPath = "/nowhere.ttf" }));
        Assert.Throws<IOException>(
            () =>
                GuaranteePdfWriter.Write(
                    opened, passport, new GuaranteePdfOptions { FontPath = typeof(GuaranteePdfTests).Assembly.Location }));
        Assert.NotEmpty(GuaranteePdfWriter.Write(opened, passport).Pdf);
    }

    private static async Task<(PassportReport Report, byte[] Passport)> MakeAsync(PassportWorld world, PassportOptions? options = null)
    {
        var passport = PassportFile.Encode(await world.BuildAsync(options));
        return (world.VerifyBytes(passport), passport);
    }

    private static byte[] Qpdf(byte[] pdf, params string[] options)
    {
        var path = Path.GetTempFileName();
        try
        {
            Poppler.Run(pdf, "qpdf", [.. options, "FILE", path]);
            return File.ReadAllBytes(path);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static string Flat(string text) => string.Concat(text.Where(letter => !char.IsWhiteSpace(letter)));
}
