using System.Text;
using static Ledger.Seals.Tests.PdfForge;

namespace Ledger.Seals.Tests;

/// <summary>
/// The published attacks on signed PDFs, one row each: universal signature forgery, incremental saving and signature wrapping (Mladenov et
/// al., CCS 2019), hide, replace, hide-and-replace (Mainka et al., "Shadow Attacks", NDSS 2021), evil annotation and sneaky signature
/// (Rohlmann et al., "Breaking the Specification: PDF Certification", S&amp;P 2021). In all of them but the first kinds somebody signs once
/// more over the changed file, and that signature holds.
/// </summary>
public sealed class PdfShadowAttackTests
{
    private const string Price = "Price 1";
    private const string Other = "Price 9";
    private const string TextField = "<< /FT /Tx /Subtype /Widget /T (price) /V (1) /Rect [0 0 100 20] /AP << /N 8 0 R >> >>";
    private const string FormCatalog = "<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [6 0 R 7 0 R] >> >>";

    private static readonly Dictionary<string, (string Says, Func<byte[]> Attack)> Between = new(StringComparer.Ordinal)
    {
        // Shadow attacks, and what is like them.
        ["define an object that the page names and lacks"] = ("object 6 was defined, which what was signed names and lacks", () => Reseal(
            Sealed(Page("[4 0 R 6 0 R]")), new() { [6] = Stream(Text(Other)) })),
        ["define what a form's resources name and lack"] = ("names and lacks", () => Reseal(
            Sealed(Page("4 0 R", "/XObject << /X 6 0 R >>")), new() { [6] = Stream(Text(Other), "/Subtype /Form") })),
        ["define what was freed"] = ("names and lacks", () => Reseal(
            Seal(Update(TestPdf.With(Page("[4 0 R 6 0 R]").With(6, Stream("q Q"))), new Dictionary<int, string?> { [6] = null })),
            new() { [6] = Stream(Text(Other)) })),
        ["define another generation of an object"] = ("object 6 was changed", () => Sign(WithGeneration(
            Sealed(Page("[4 0 R 6 1 R]").With(6, Stream(Text(Other)))), 6, Stream(Text(Other))))),
        ["replace a content stream that calls itself a cross-reference stream"] = ("object 4 was changed", () => Reseal(
            Sealed(new() { [4] = Stream(Text(Price), "/Type /XRef") }), new() { [4] = Stream(Text(Other), "/Type /XRef") })),
        ["replace the cross-reference stream that the page names"] = ("object 6 was changed", () => Reseal(
            Seal(TestPdf.WithStream(page: "/Thumb 6 0 R")), new() { [6] = Stream(Text(Other)) })),
        ["hide: take away what covers the page"] = ("object 6 was changed", () => Reseal(
            Sealed(Page("[4 0 R 6 0 R]").With(6, Stream("1 g 0 0 600 850 re f"))), new() { [6] = null })),
        ["replace: another font under the same text"] = (
            "object 5 was changed", () => Reseal(Sealed(new()), new() { [5] = "<< /Type /Font /Subtype /Type1 /BaseFont /Symbol >>" })),
        ["replace: another value in a form field"] = (
            "price was filled in, and no certification permits that",
            () => Reseal(Form(), new() { [6] = TextField.Replace("(1)", "(9)", StringComparison.Ordinal) })),
        ["replace: another look of a form field"] = (
            "the look of a form field", () => Reseal(Form(), new() { [8] = Stream(Text(Other), "/Subtype /Form") })),
        ["hide and replace: another catalog"] = ("the catalog is another", OtherCatalog),
        ["hide and replace: a hidden object takes a shown one's place"] = ("object 4 was changed", HiddenObject),
        ["hide and replace: another tree of pages"] = ("object 2 was changed", () => Reseal(
            Sealed(new()),
            new()
            {
                [2] = "<< /Type /Pages /Kids [22 0 R] /Count 1 >>",
                [22] = "<< /Type /Page /Parent 2 0 R /Contents 23 0 R >>",
                [23] = Stream(Text(Other)),
            })),
        ["hide and replace: through a hybrid file's stream"] = ("", HybridStream),
        ["an unsigned signature field covers the page"] = ("object 1 was changed", () => Sign(Update(
            Sealed(new()),
            new Dictionary<int, string?>
            {
                [1] = "<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [ 7 0 R 30 0 R ] /SigFlags 3 >> >>",
                [30] = "<< /FT /Sig /Subtype /Widget /T (X) /Rect [0 0 600 850] /AP << /N 31 0 R >> >>",
                [31] = Stream(Text(Other), "/Subtype /Form"),
            }))),
        ["an annotation covers the price"] = ("annotations were added or taken away", () => Reseal(Sealed(new()), Annotated)),

        // Attacks on certified documents.
        ["evil annotation, P=1"] = ("DocMDP P=1", () => Reseal(Certified(1), Annotated)),
        ["evil annotation, P=2"] = ("annotations were added or taken away", () => Reseal(Certified(2), Annotated)),
        ["sneaky signature, P=2"] = ("large enough to cover", () => Sign(Certified(2), field: "/T (S) /Rect [0 0 500 20]")),
        ["sneaky signature, P=3"] = ("large enough to cover", () => Sign(Certified(3), field: "/T (S) /Rect [0 700 30 300]")),
        ["the page changes under P=3"] = ("object 4 was changed", () => Reseal(Certified(3), new() { [4] = Stream(Text(Other)) })),
        ["the certification is taken from the catalog"] = ("object 1 was changed", () => Reseal(
            Sign(
                TestPdf.With(new Dictionary<int, string> { [1] = "<< /Type /Catalog /Pages 2 0 R /Perms << /DocMDP 6 0 R >> >>" }),
                reference: DocMdp(2)),
            new() { [1] = "<< /Type /Catalog /Pages 2 0 R >>" })),
        ["a P that is none"] = ("DocMDP P=1", () => Sign(Sign(TestPdf.With(new Dictionary<int, string>()), reference: DocMdp("/Two")))),
    };

    private static readonly Dictionary<string, Func<byte[], byte[]>> Single = new(StringComparer.Ordinal)
    {
        ["incremental saving"] = pdf => Update(pdf, new Dictionary<int, string?> { [4] = Stream(Text(Other)) }),
        ["incremental saving without a table"] = pdf => [.. pdf, .. Encoding.Latin1.GetBytes($"4 0 obj\n{Stream(Text(Other))}\nendobj\n")],
        ["incremental saving, a copy of the signature behind it"] = pdf =>
            Update(pdf, new Dictionary<int, string?> { [4] = Stream(Text(Other)), [40] = SignatureOf(pdf) }),
        ["universal forgery: no ByteRange"] = pdf => Replaced(pdf, "/ByteRange", "/ByteRangX"),
        ["universal forgery: ByteRange written otherwise"] = pdf => Replaced(pdf, "/ByteRange [0 0000", "/Byte#52ange [0 0"),
        ["universal forgery: ByteRange is null"] = pdf => Valued(pdf, "/ByteRange ", ']', "null"),
        ["universal forgery: ByteRange is empty"] = pdf => Valued(pdf, "/ByteRange ", ']', "[]"),
        ["universal forgery: ByteRange is negative"] = pdf => Replaced(pdf, "/ByteRange [0 0", "/ByteRange [0 -"),
        ["universal forgery: no Contents"] = pdf => Replaced(pdf, "/Contents <", "/Contenxt <"),
        ["universal forgery: Contents is null"] = pdf => Valued(pdf, "/Contents ", '>', "null", Find(pdf, "/ByteRange")),
        ["universal forgery: Contents is zero"] = pdf => Replaced(pdf, "/Contents <30", "/Contents <00"),
        ["universal forgery: Contents is empty"] = pdf => Valued(pdf, "/Contents ", '>', "<>", Find(pdf, "/ByteRange")),
        ["wrapping: what is protected moves, and another table comes in between"] = Wrapped,
        ["wrapping: the range begins later"] = pdf => Replaced(pdf, "/ByteRange [0 0", "/ByteRange [9 0"),
    };

    public static TheoryData<string> BetweenNames => new(Between.Keys);

    public static TheoryData<string> SingleNames => new(Single.Keys);

    private static Dictionary<int, string?> Annotated => new()
    {
        [3] = "<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >>  /Annots [50 0 R] >>",
        [50] = "<< /Subtype /FreeText /Rect [72 690 300 730] /Contents (Price 9) >>",
    };

    [Theory]
    [MemberData(nameof(BetweenNames))]
    public void A_change_before_a_later_signature_fails_the_earlier_one(string attack)
    {
        var (says, make) = Between[attack];
        var pdf = make();
        var report = Verify(pdf);
        Assert.True(report.Verdict is SealVerdict.Invalid or SealVerdict.Malformed, attack);
        if (says.Length > 0)
        {
            Assert.Equal(2, report.Signatures.Count);
            Assert.Contains(says, report.Signatures[0].Report.Reason, StringComparison.Ordinal);
            Assert.True(report.Signatures[1].Report.IsValid, report.Signatures[1].Report.Reason); // the attacker's own holds
        }
    }

    [Theory]
    [MemberData(nameof(SingleNames))]
    public void A_forged_or_moved_signature_is_none(string attack)
    {
        var sealedOnce = Sealed(new());
        Assert.Equal(SealVerdict.Valid, Verify(sealedOnce).Verdict);
        var changed = Single[attack](sealedOnce);
        Assert.NotEqual(sealedOnce, changed);
        Assert.DoesNotContain(Verify(changed).Signatures, one => one.Report.HasNoFailure);
        Assert.NotEqual(SealVerdict.Valid, Verify(changed).Verdict);

        if (!attack.StartsWith("universal", StringComparison.Ordinal))
        {
            return;
        }

        // Before a seal of the attacker's own: a signature that this program does not see, another reader may show as good.
        var report = Verify(Sign(changed));
        Assert.True(report.Verdict is SealVerdict.Invalid or SealVerdict.Malformed, attack);
    }

    [Fact]
    public void Without_an_attack_the_same_files_hold_under_every_signature()
    {
        foreach (var pdf in (byte[][])[
            Sealed(Page("[4 0 R 6 0 R]")), Sealed(new() { [4] = Stream(Text(Price), "/Type /XRef") }),
            Seal(TestPdf.WithStream(page: "/Thumb 6 0 R")), Form(), Certified(2), Certified(3)])
        {
            foreach (var twice in (byte[][])[Seal(pdf, 300), Sign(pdf)])
            {
                var report = Verify(twice);
                Assert.True(report.Verdict == SealVerdict.Valid, string.Join('|', report.Signatures.Select(one => one.Report.Reason)));
                Assert.Equal(2, report.Signatures.Count);
            }
        }
    }

    private static byte[] Sealed(Dictionary<int, string> objects) => Seal(TestPdf.With(objects, text: Price));

    private static byte[] Reseal(byte[] once, Dictionary<int, string?> objects) =>
        Sign(Update(once, objects.ToDictionary(entry => entry.Key, entry => Formed(once, entry.Key, entry.Value))));

    private static byte[] Certified(int p) => Sign(TestPdf.With(new Dictionary<int, string>(), text: Price), reference: DocMdp(p));

    private static string DocMdp(object p) => $"/Reference [<< /TransformMethod /DocMDP /TransformParams << /P {p} /V /1.2 >> >>]";

    private static byte[] Form() => Seal(TestPdf.With(new Dictionary<int, string>
    {
        [1] = FormCatalog,
        [6] = TextField,
        [7] = "<< /FT /Sig /Subtype /Widget /T (empty) /Rect [0 0 0 0] >>",
        [8] = Stream(Text(Price), "/Subtype /Form"),
    }));

    private static Dictionary<int, string> Page(string contents, string resources = "") => new()
    {
        [3] = $"<< /Type /Page /Parent 2 0 R /Contents {contents} /Resources << /Font << /F1 5 0 R >> {resources} >> >>",
    };

    // A changed catalog or page keeps what the first signature put there, so that nothing but the attack is found.
    private static string? Formed(byte[] once, int number, string? value)
    {
        var was = Pdf.PdfFile.Open(once).ObjectAt(number) as Pdf.PdfDictionary;
        var now = value is not null && number is 1 or 3 ? Parse(value!) as Pdf.PdfDictionary : null;
        if (was is null || now is null)
        {
            return value;
        }

        if (number == 1 && was["AcroForm"] is { } form)
        {
            now = now.With("AcroForm", form);
        }

        return Encoding.Latin1.GetString(Pdf.PdfSerializer.Serialize(now));
    }

    private static byte[] OtherCatalog()
    {
        var once = Sealed(new());
        var form = Encoding.Latin1.GetString(Pdf.PdfSerializer.Serialize(Pdf.PdfFile.Open(once).Catalog["AcroForm"]!));
        var objects = new Dictionary<int, string?>
        {
            [20] = $"<< /Type /Catalog /Pages 21 0 R /AcroForm {form} >>",
            [21] = "<< /Type /Pages /Kids [22 0 R] /Count 1 /MediaBox [0 0 595 842] >>",
            [22] = "<< /Type /Page /Parent 21 0 R /Contents 23 0 R >>",
            [23] = Stream(Text(Other)),
        };
        return Sign(Update(once, objects, root: "20 0 R"));
    }

    private static byte[] HiddenObject()
    {
        var hidden = $"4 0 obj\n{Stream(Text(Other))}\nendobj\n";
        var once = Sealed(new() { [6] = Stream(hidden) });
        return Sign(Update(once, new Dictionary<int, string?>(), places: new Dictionary<int, int> { [4] = Find(once, hidden) }));
    }

    // The table calls object 4 free, and its stream, which today's readers ask first, has another.
    private static byte[] HybridStream()
    {
        var once = Sealed(new());
        var content = $"4 0 obj\n{Stream(Text(Other))}\nendobj\n";
        var start = once.Length + content.Length;
        var row = $"01{once.Length:X6}00";
        var hybrid =
            $"60 0 obj\n<< /Type /XRef /Size 61 /W [1 3 1] /Index [4 1] /Filter /ASCIIHexDecode /Length {row.Length + 1} >>\nstream\n";
        byte[] stream =
        [
            .. Encoding.Latin1.GetBytes(hybrid.Replace("/Filter /ASCIIHexDecode /Length 11", "/Length 5", StringComparison.Ordinal)),
            .. Convert.FromHexString(row), .. "\nendstream\nendobj\n"u8,
        ];
        byte[] before = [.. once, .. Encoding.Latin1.GetBytes(content), .. stream];
        var text = Encoding.Latin1.GetString(once);
        var previous = text[(text.LastIndexOf("startxref", StringComparison.Ordinal) + 10)..].Split('\n')[0];
        var table =
            $"xref\n0 1\n0000000000 65535 f \ntrailer\n<< /Size 99 /Root 1 0 R /Prev {previous} /XRefStm {start} " +
            $">>\nstartxref\n{before.Length}\n%%EOF\n";
        return Sign([.. before, .. Encoding.Latin1.GetBytes(table)]);
    }

    private static byte[] WithGeneration(byte[] once, int number, string value)
    {
        var changed = Update(once, new Dictionary<int, string?> { [number] = value });
        var text = Encoding.Latin1.GetString(changed, once.Length, changed.Length - once.Length);
        text = text.Replace($"{number} 0 obj", $"{number} 1 obj", StringComparison.Ordinal)
            .Replace("00000 n", "00001 n", StringComparison.Ordinal);
        return [.. once, .. Encoding.Latin1.GetBytes(text)];
    }

    private static string SignatureOf(byte[] pdf)
    {
        var text = Encoding.Latin1.GetString(pdf);
        var start = text.LastIndexOf("<< /Type /Sig", StringComparison.Ordinal);
        return text[start..text.IndexOf("endobj", start, StringComparison.Ordinal)];
    }

    private static byte[] Replaced(byte[] pdf, string word, string by)
    {
        var changed = pdf.ToArray();
        Encoding.Latin1.GetBytes(by).CopyTo(changed, Find(pdf, word));
        return changed;
    }

    /// <summary>Another value for the first entry of this name from a place on, as long as the old one.</summary>
    private static byte[] Valued(byte[] pdf, string name, char end, string value, int from = 0)
    {
        var changed = pdf.ToArray();
        var start = from + Find(pdf[from..], name) + name.Length;
        var length = 1 + pdf.AsSpan(start).IndexOf((byte)end);
        Encoding.Latin1.GetBytes(value.PadRight(length)).CopyTo(changed, start);
        return changed;
    }

    // The second range is moved to the end; what comes between is the attacker's.
    private static byte[] Wrapped(byte[] pdf)
    {
        var at = Find(pdf, "/ByteRange [") + "/ByteRange [".Length;
        var range = Encoding.ASCII.GetString(pdf, at, 34).Split(' ').Select(int.Parse).ToArray();
        var inserted = Encoding.Latin1.GetBytes($"\n4 0 obj\n{Stream(Text(Other))}\nendobj\n");
        byte[] changed = [.. pdf[..range[2]], .. inserted, .. pdf[range[2]..]];
        Encoding.ASCII.GetBytes($"0 {range[1]:D10} {range[2] + inserted.Length:D10} {range[3]:D10}").CopyTo(changed, at);
        return changed;
    }
}

internal static class ObjectRows
{
    internal static Dictionary<int, string> With(this Dictionary<int, string> objects, int number, string value) =>
        new(objects) { [number] = value };
}
