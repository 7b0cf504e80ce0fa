using System.Text;
using Ledger.Seals.Pdf;

namespace Ledger.Seals.Tests;

/// <summary>
/// Where the stamp lands: x and y are of the page as its reader sees it. Poppler's view of the same is in <see cref="ForeignPdfTests"/>.
/// </summary>
public sealed class PdfPlacementTests
{
    private static readonly SealWorld World = new();

    /// <summary>
    /// Pages of 600 × 800 units; the stamp's corner that the reader sees lower left, at 60, 100 points of the view, in the page's own
    /// coordinates.
    /// </summary>
    [Theory]
    [InlineData("", 60, 100)]
    [InlineData("/Rotate 0", 60, 100)]
    [InlineData("/Rotate 90", 500, 60)]
    [InlineData("/Rotate 180", 540, 700)]
    [InlineData("/Rotate 270", 100, 740)]
    [InlineData("/Rotate -90", 100, 740)]
    [InlineData("/Rotate 450", 500, 60)]
    [InlineData("/Rotate 90.0", 500, 60)]
    [InlineData("/Rotate 45", 60, 100)]
    [InlineData("/CropBox [50 60 450 660]", 110, 160)]
    [InlineData("/CropBox [450 660 50 60]", 110, 160)]
    [InlineData("/CropBox [50 60 450 660] /Rotate 90", 350, 120)]
    [InlineData("/CropBox [-100 -100 900 900]", 60, 100)]
    [InlineData("/CropBox [700 900 800 1000]", 60, 100)]
    [InlineData("/UserUnit 2", 30, 50)]
    [InlineData("/UserUnit 2 /Rotate 180 /CropBox [100 100 500 700]", 470, 650)]
    [InlineData("/UserUnit 0", 60, 100)]
    public void The_corner_that_the_reader_sees_is_where_it_was_asked_for(string page, double x, double y)
    {
        var sealedPdf = Seal(PageOf(page), 60, 100, out var error);
        Assert.Equal(SealError.None, error);
        var sides = RectOf(sealedPdf!);
        var (width, height) = (World.Seal.Picture.WidthMm * 72 / 25.4, World.Seal.Picture.HeightMm * 72 / 25.4);
        var unit = page.Contains("UserUnit 2", StringComparison.Ordinal) ? 2 : 1;
        Assert.Contains(sides, corner => Near(corner.X, x) && Near(corner.Y, y));
        var (left, right) = (sides.Min(one => one.X), sides.Max(one => one.X));
        Assert.True(Near(right - left, width / unit) || Near(right - left, height / unit), $"{right - left}");
    }

    /// <summary>The box of a tree of pages, and its rotation, hold for pages that have none of their own.</summary>
    [Fact]
    public void What_a_page_inherits_counts()
    {
        var pdf = TestPdf.With(
            new Dictionary<int, string>
            {
                [2] = "<< /Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 600 800] /CropBox [50 60 450 " +
                "660] /Rotate 90 >>"
            });
        Assert.Contains(RectOf(Seal(pdf, 60, 100, out _)!), corner => Near(corner.X, 350) && Near(corner.Y, 120));
    }

    [Theory]
    [InlineData("", 0, 590, 100, SealError.Placement, "which is shown 600 points wide and 800 high")]
    [InlineData("/Rotate 90", 0, 680, 100, SealError.None, null)]
    [InlineData("/Rotate 90", 0, 100, 590, SealError.Placement, "which is shown 800 points wide and 600 high")]
    [InlineData("/CropBox [100 100 400 600]", 0, 450, 400, SealError.Placement, "which is shown 300 points wide and 500 high")]
    [InlineData("/UserUnit 2", 0, 1000, 1400, SealError.None, null)]
    [InlineData("/UserUnit 2", 0, 1190, 1400, SealError.Placement, "which is shown 1200 points wide and 1600 high")]
    [InlineData("", 1, 60, 100, SealError.Page, "there is no page 2: it has 1")]
    [InlineData("", -1, 60, 100, SealError.Page, "there is no page 0: it has 1")]
    public void No_such_page_and_not_on_it_are_two_reasons(string page, int index, double x, double y, SealError expected, string? words)
    {
        var pdf = PageOf(page);
        var placement = Request(x, y) with { PageIndex = index };
        Assert.Equal(expected == SealError.None, PdfSealer.TrySeal(pdf, placement, out var error) is not null);
        Assert.Equal(expected, error);
        Assert.Contains(words ?? string.Empty, PdfExplanation.Of(pdf, placement) ?? string.Empty, StringComparison.Ordinal);
    }

    [SharedDataTheory]
    [InlineData("rotated-page.pdf")]
    [InlineData("rotated-inherited.pdf")]
    [InlineData("cropbox.pdf")]
    [InlineData("userunit.pdf")]
    [InlineData("more-trailer-entries.pdf")]
    [InlineData("padded-after-eof.pdf")]
    public void What_users_reported_is_sealed_and_holds(string name)
    {
        var pdf = Seal(File.ReadAllBytes(SharedData.PathOf("11-cases/" + name)), 10, 10, out var error);
        Assert.True(pdf is not null, $"{error}");
        Assert.Equal(
            SealVerdict.Valid,
            new PdfSealVerifier(new SealVerifier(new Crypto.Signatures.SignatureVerifier(), World.Options())).Verify(pdf).Verdict);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_trailers_further_entries_are_kept_in_an_update(bool stream)
    {
        var original = Encoding.Latin1.GetString(stream ? TestPdf.WithStream() : TestPdf.WithTable())
            .Replace("/Root 1 0 R", "/Root 1 0 R /Vendor (kept) /ID [<0a> <0b>]", StringComparison.Ordinal);
        var trailer = PdfFile.Open(Seal(Encoding.Latin1.GetBytes(original), 60, 100, out _)!).Trailer;
        Assert.Equal("(kept)", Encoding.ASCII.GetString(((PdfToken)trailer["Vendor"]!).Raw));
        Assert.NotNull(trailer["ID"]);
        Assert.Single(trailer.Entries, entry => entry.Key == "Prev");
        Assert.Single(trailer.Entries, entry => entry.Key == "Size");
        Assert.Equal(stream ? 1 : 0, trailer.Entries.Count(entry => entry.Key == "Index"));
    }

    [Theory]
    [InlineData("junkjunk\n", "", "9 bytes stand before %PDF-, which begins at byte 9")]
    [InlineData("", "\0\0\0\r\n   ", null)]
    [InlineData("", "junk after the end", null)] // within what every reader looks through
    public void Bytes_around_a_pdf_are_named(string before, string after, string? words)
    {
        byte[] pdf = [.. Encoding.ASCII.GetBytes(before), .. TestPdf.WithTable(), .. Encoding.ASCII.GetBytes(after)];
        Assert.Equal(words is null, Seal(pdf, 60, 100, out var error) is not null);
        Assert.Equal(words is null ? SealError.None : SealError.Pdf, error);
        Assert.Contains(words ?? string.Empty, PdfExplanation.Of(pdf) ?? string.Empty, StringComparison.Ordinal);
    }

    [Fact]
    public void Much_that_is_no_pdf_behind_the_end_is_named_with_its_byte()
    {
        var pdf = TestPdf.WithTable();
        byte[] padded = [.. pdf, .. Enumerable.Repeat((byte)'x', 5000)];
        Assert.Null(Seal(padded, 60, 100, out var error));
        Assert.Equal(SealError.Pdf, error);
        Assert.Contains($"from byte {pdf.AsSpan().LastIndexOf("%%EOF"u8) + 5} on", PdfExplanation.Of(padded), StringComparison.Ordinal);
    }

    private static PdfSealRequest Request(double x, double y) =>
        new() { Seal = World.Seal, Signer = World.Bidder, TimeMs = SealWorld.Now, X = x, Y = y };

    private static byte[]? Seal(byte[] pdf, double x, double y, out SealError error) => PdfSealer.TrySeal(pdf, Request(x, y), out error);

    private static byte[] PageOf(string entries) => TestPdf.WithTable(page: $"/MediaBox [0 0 600 800] {entries}");

    private static List<(double X, double Y)> RectOf(byte[] pdf)
    {
        var file = PdfFile.Open(pdf);
        var widget = file.Dictionary(((PdfArray)file.Resolve(file.Pages()[0].Dictionary["Annots"])!).Items[^1])!;
        var sides = ((PdfArray)widget["Rect"]!).Items.Select(PdfNumber.Read).ToList();
        return [(sides[0], sides[1]), (sides[2], sides[1]), (sides[2], sides[3]), (sides[0], sides[3])];
    }

    private static bool Near(double one, double other) => Math.Abs(one - other) < 0.001;
}
