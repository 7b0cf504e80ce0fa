using System.Globalization;
using System.Text;
using Ledger.Crypto.Signatures;

namespace Ledger.Seals.Tests;

public sealed class PdfSealTests
{
    private static readonly SealWorld World = new();

    public static TheoryData<bool> Kinds() => [false, true];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_sealed_pdf_holds_and_begins_with_the_original(bool stream)
    {
        var original = stream ? TestPdf.WithStream() : TestPdf.WithTable();
        var pdf = Seal(original);
        Assert.Equal(original, pdf[..original.Length]);
        var report = Verify(pdf);
        var one = Assert.Single(report.Signatures);
        Assert.True(report.Verdict == SealVerdict.Valid, one.Report.Reason);
        Assert.True(one.CoversWholeFile);
        Assert.Equal(World.Seal.Id, one.Signature?.Seal.Id);
        Assert.All(one.Report.Checks, check => Assert.NotEqual(SealCheckOutcome.Fail, check.Outcome));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_pdf_sealed_twice_holds_under_both(bool stream)
    {
        var once = Seal(stream ? TestPdf.WithStream() : TestPdf.WithTable());
        var twice = Seal(once, request => request with { X = 300 });
        var report = Verify(twice);
        Assert.True(report.Verdict == SealVerdict.Valid, string.Join('|', report.Signatures.Select(one => one.Report.Reason)));
        Assert.Equal([false, true], report.Signatures.Select(one => one.CoversWholeFile));
        Assert.Equal(once, twice[..once.Length]);
    }

    [Fact]
    public void Any_byte_changed_takes_validity_away()
    {
        var pdf = Seal(TestPdf.WithTable());
        var contents = Find(pdf, "/Contents <") + "/Contents <".Length;
        var random = new Random(1);
        var places = Enumerable.Range(0, pdf.Length).Where(at => at < contents || at > contents + 1000).OrderBy(_ => random.Next())
            .Take(400);
        foreach (var at in places.Append(0).Append(pdf.Length - 1))
        {
            var changed = pdf.ToArray();
            changed[at] = (byte)(changed[at] == '0' ? '1' : changed[at] ^ 1);
            Assert.True(Verify(changed).Verdict != SealVerdict.Valid, $"byte {at} of {pdf.Length}");
        }
    }

    [Fact]
    public void What_is_added_after_the_signature_is_refused()
    {
        var pdf = Seal(TestPdf.WithTable());
        Assert.Contains("added after", Reason([.. pdf, .. "\n% more\n"u8]), StringComparison.Ordinal);
    }

    [Fact]
    public void An_update_that_changes_a_page_between_two_seals_is_refused_under_the_first()
    {
        var once = Seal(TestPdf.WithTable());
        var content = "BT /F1 24 Tf 72 700 Td (Another bid) Tj ET";
        var at = once.Length;
        var update = $"4 0 obj\n<< /Length {content.Length} >>\nstream\n{content}\nendstream\nendobj\n";
        var startxref = Encoding.Latin1.GetString(once)[(
            Encoding.Latin1.GetString(once).LastIndexOf("startxref", StringComparison.Ordinal) + 10)..]
            .Split('\n')[0];
        update += string.Create(
            CultureInfo.InvariantCulture,
            $"xref\n4 1\n{at:D10} 00000 n \ntrailer\n<< /Size 99 /Root 1 0 R /Prev {startxref} " +
            $">>\nstartxref\n{at + update.Length}\n%%EOF\n");
        byte[] changed = [.. once, .. Encoding.Latin1.GetBytes(update)];
        Assert.Null(PdfSealer.TrySeal(changed, Request(), out var error));
        Assert.Equal(SealError.PdfChangedAfterSignature, error);

        // Whoever seals without looking makes the second signature good and the first one bad.
        var report = Verify(Resealed(changed));
        Assert.Equal(2, report.Signatures.Count);
        Assert.Contains("object 4 was changed", report.Signatures[0].Report.Reason, StringComparison.Ordinal);
        Assert.Equal(SealVerdict.Valid, report.Signatures[1].Report.Verdict);
        Assert.Equal(SealVerdict.Invalid, report.Verdict);
    }

    [Theory]
    [InlineData("gap before", 1, -2)]
    [InlineData("gap after", 2, 5)]
    [InlineData("shorter end", 3, -3)]
    [InlineData("not from the beginning", 0, 1)]
    [InlineData("beyond the file", 3, 1000)]
    public void Another_byte_range_is_refused(string attack, int index, int by)
    {
        var pdf = Seal(TestPdf.WithTable());
        var at = Find(pdf, "/ByteRange [") + "/ByteRange [".Length;
        var end = at + pdf.AsSpan(at).IndexOf((byte)']');
        var range = Encoding.ASCII.GetString(pdf, at, end - at).Split(' ').Select(long.Parse).ToArray();
        range[index] += by;
        var text = index == 0
            ? $"{range[0]} {range[1]:D10} {range[2]:D10} {range[3]:D10}"
            : $"0 {range[1]:D10} {range[2]:D10} {range[3]:D10}";
        Encoding.ASCII.GetBytes(text).CopyTo(pdf, at);
        Assert.True(Verify(pdf).Verdict != SealVerdict.Valid, attack);
        Assert.DoesNotContain(Verify(pdf).Signatures, one => one.Report.IsValid);
    }

    [Fact]
    public void Bytes_hidden_behind_the_signature_are_refused()
    {
        var pdf = Seal(TestPdf.WithTable());
        var end = Find(pdf, "/Contents <") + pdf.AsSpan(Find(pdf, "/Contents <")).IndexOf((byte)'>');
        pdf[end - 1] = (byte)'7';
        Assert.Contains("followed by zeros", Reason(pdf), StringComparison.Ordinal);
    }

    [Fact]
    public void A_signature_that_no_field_shows_is_refused()
    {
        var pdf = Seal(TestPdf.WithTable());
        var at = Find(pdf, "/AcroForm");
        "/AcroForn"u8.CopyTo(pdf.AsSpan(at));
        Assert.Contains("no reader shows it", Reason(pdf), StringComparison.Ordinal);
    }

    [Fact]
    public void A_pdf_without_a_signature_is_said_to_have_none() => Assert.Equal(SealError.NoSignature, Verify(TestPdf.WithTable()).Error);

    [Theory]
    [InlineData(1, 72, 72)]
    [InlineData(-1, 72, 72)]
    [InlineData(0, 590, 72)]
    [InlineData(0, 72, 800)]
    [InlineData(0, -1, 72)]
    [InlineData(0, double.NaN, 72)]
    public void A_stamp_that_does_not_lie_on_a_page_is_refused(int page, double x, double y)
    {
        Assert.Null(PdfSealer.TrySeal(TestPdf.WithTable(), Request() with { PageIndex = page, X = x, Y = y }, out var error));
        Assert.Equal(page == 0 ? SealError.Placement : SealError.Page, error);
    }

    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("%PDF-1.7\nstartxref\n0\n%%EOF")]
    [InlineData("%PDF-1.7\nxref\n0 99999999\ntrailer << /Root 1 0 R >>\nstartxref\n9\n%%EOF")]
    [InlineData("%PDF-1.7\nxref\n0 0\ntrailer << /Root 1 0 R /Prev 9 >>\nstartxref\n9\n%%EOF")]
    public void What_is_no_pdf_is_named(string text)
    {
        Assert.Null(PdfSealer.TrySeal(Encoding.ASCII.GetBytes(text), Request(), out var error));
        Assert.True(error is SealError.Pdf or SealError.Size, $"{error}");
        Assert.True(Verify(Encoding.ASCII.GetBytes(text)).Error is SealError.Pdf or SealError.Size);
    }

    private static PdfSealRequest Request() => new() { Seal = World.Seal, Signer = World.Bidder, TimeMs = SealWorld.Now, Reason = "投标" };

    private static byte[] Seal(byte[] pdf, Func<PdfSealRequest, PdfSealRequest>? change = null)
    {
        var request = change is null ? Request() : change(Request());
        return PdfSealer.TrySeal(pdf, request, out var error) ?? throw new InvalidOperationException($"{error}");
    }

    private static byte[] Resealed(byte[] pdf)
    {
        var file = Pdf.PdfFile.Open(pdf);
        var increment = new Pdf.PdfIncrement(file, pdf);
        var (signature, widget) = (increment.Reserve(), increment.Reserve());
        increment.Put(
            widget,
            new Pdf.PdfDictionary([new("FT", new Pdf.PdfName("Sig")), new("Subtype", new Pdf.PdfName("Widget")), new("V", signature)]));
        var form = file.Dictionary(file.Catalog["AcroForm"])!;
        var fields = new Pdf.PdfArray([.. ((Pdf.PdfArray)form["Fields"]!).Items, widget]);
        increment.Put(new Pdf.PdfReference(1, 0), file.Catalog.With("AcroForm", form.With("Fields", fields)));
        var prepared = Pdf.PdfSignaturePlaceholder.Reserve(increment, signature, Request(), 65536);
        return prepared.Fill(Pdf.PdfSealMessage.TryMake(prepared.Content, Request(), out _));
    }

    private static PdfSealReport Verify(byte[] pdf) =>
        new PdfSealVerifier(new SealVerifier(new SignatureVerifier(), World.Options())).Verify(pdf);

    private static string Reason(byte[] pdf) => Assert.Single(Verify(pdf).Signatures).Report.Reason;

    private static int Find(byte[] pdf, string word) => pdf.AsSpan().IndexOf(Encoding.ASCII.GetBytes(word));
}
