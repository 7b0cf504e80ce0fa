using static Ledger.Seals.Tests.PdfForge;

namespace Ledger.Seals.Tests;

/// <summary>
/// What certifications (DocMDP) and locks (FieldMDP, Lock) permit of later revisions (ISO 32000-2 §12.8.2.2, §12.8.2.4, §12.7.5.5).
/// </summary>
public sealed class PdfPermissionTests
{
    private const string Page = "<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> ";

    /// <summary>Whether the first signature goes on to hold.</summary>
    public static TheoryData<string, string, bool> Rows => new()
    {
        // certification or lock · what comes after it · permitted
        { "none", "seal", true },
        { "none", "sign the empty field", true },
        { "none", "fill", false },
        { "none", "annotate", false },
        { "P=1", "seal", false },
        { "P=1", "sign the empty field", false },
        { "P=1", "fill", false },
        { "P=1", "annotate", false },
        { "P=2", "seal", true },
        { "P=2", "sign the empty field", true },
        { "P=2", "fill", true },
        { "P=2", "fill with a new look in its old place", true },
        { "P=2", "change the field's rectangle", false },
        { "P=2", "annotate", false },
        { "P=3", "seal", true },
        { "P=3", "fill", true },
        { "P=3", "annotate", true },
        { "P=3", "change an annotation", true },
        { "P=3", "take an annotation away", true },
        { "P=3", "turn an annotation into a field", false },
        { "P=3", "take a field away", false },
        { "no P", "fill", true }, // 2 is the default
        { "no P", "annotate", false },
        { "FieldMDP All", "seal", false },
        { "FieldMDP All", "sign the empty field", false },
        { "FieldMDP Include price, P=2", "fill", false },
        { "FieldMDP Include price, P=2", "seal", true },
        { "FieldMDP Include other, P=2", "fill", true },
        { "FieldMDP Exclude price, P=2", "fill", false }, // the field of the signature over it is locked
        { "FieldMDP Exclude price, P=2", "seal", false },
        { "Lock All", "seal", false },
        { "Lock Include empty", "sign the empty field", false },
        { "Lock Include empty", "seal", true },
        { "Lock Exclude empty", "sign the empty field", true },
        { "Lock Exclude empty", "seal", false },
        { "Lock with P=1", "seal", false },
        { "Lock of an unknown action", "seal", false },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public void A_later_revision_is_judged_by_what_the_first_signature_permits(string first, string then, bool permitted)
    {
        var once = First(first);
        Assert.True(Verify(once).Verdict == SealVerdict.Valid, Verify(once).Signatures[0].Report.Reason);
        var report = Verify(Then(then, once));
        Assert.Equal(2, report.Signatures.Count);
        Assert.True(report.Signatures[0].Report.IsValid == permitted, report.Signatures[0].Report.Reason);
        Assert.True(report.Signatures[1].Report.IsValid, report.Signatures[1].Report.Reason);
        if (then == "seal")
        {
            var honest = TrySeal(once, 72, out var error);
            Assert.Equal(permitted ? SealError.None : SealError.PdfLocked, error);
            Assert.Equal(permitted, honest is not null && Verify(honest).Verdict == SealVerdict.Valid);
        }
    }

    [Fact]
    public void What_the_first_signature_forbids_stays_forbidden_after_a_second_one()
    {
        var twice = Sign(First("FieldMDP Include price, P=2"));
        Assert.Equal(SealVerdict.Valid, Verify(twice).Verdict);
        var report = Verify(Then("fill", twice));
        Assert.Equal([false, true, true], report.Signatures.Select(one => one.Report.IsValid));
        Assert.Contains("after a later signature", report.Signatures[0].Report.Reason, StringComparison.Ordinal);
    }

    private static byte[] First(string kind)
    {
        var fieldLock = kind switch
        {
            "Lock All" => "/Lock << /Action /All >>",
            "Lock Include empty" => "/Lock << /Action /Include /Fields [(empty)] >>",
            "Lock Exclude empty" => "/Lock << /Action /Exclude /Fields [(empty)] >>",
            "Lock with P=1" => "/Lock << /Action /Include /Fields [(none)] /P 1 >>",
            "Lock of an unknown action" => "/Lock << /Action /Some /Fields [(none)] >>",
            _ => "",
        };
        var p = kind switch { "P=1" => "/P 1", "P=3" => "/P 3", _ when kind.EndsWith("P=2", StringComparison.Ordinal) => "/P 2", _ => "" };
        var certification = kind.Contains("P", StringComparison.Ordinal) && fieldLock.Length == 0 && kind is not ("FieldMDP All")
            ? $"<< /TransformMethod /DocMDP /TransformParams << {p} /V /1.2 >> >>"
            : "";
        var field = kind.Split(',')[0].Split(' ') switch
        {
            ["FieldMDP", "All"] => "<< /TransformMethod /FieldMDP /TransformParams << /Action /All >> >>",
            ["FieldMDP", var action, var name] =>
                $"<< /TransformMethod /FieldMDP /TransformParams << /Action /{action} /Fields [({name})] >> >>",
            _ => "",
        };
        return Sign(Base(fieldLock), existing: 10, reference: $"/Reference [{certification}{field}]");
    }

    private static byte[] Then(string change, byte[] once) => change switch
    {
        "seal" => Sign(once, field: "/T (Seal) /Rect [72 72 185 185]", page: true),
        "sign the empty field" => Sign(once, existing: 7),
        "fill" =>
            Changed(
                once,
                (6, "<< /FT /Tx /Subtype /Widget /T (price) /V (9) /Rect [0 0 100 20] /AP << /N 20 0 R >> >>"),
                (20, Stream(Text("9"), "/Subtype /Form"))),
        "fill with a new look in its old place" => Changed(once, (8, Stream(Text("9"), "/Subtype /Form"))),
        "change the field's rectangle" =>
            Changed(once, (6, "<< /FT /Tx /Subtype /Widget /T (price) /V (1) /Rect [0 0 500 700] /AP << /N 8 0 R >> >>")),
        "annotate" => Changed(once, (3, Page + "/Annots [6 0 R 7 0 R 9 0 R 21 0 R] >>"), (21, "<< /Subtype /FreeText /Rect [0 0 9 9] >>")),
        "change an annotation" => Changed(once, (9, "<< /Subtype /Text /Rect [0 0 9 9] /Contents (another note) >>")),
        "turn an annotation into a field" => Changed(once, (9, "<< /Subtype /Widget /FT /Tx /Rect [0 0 500 700] >>")),
        "take an annotation away" => Changed(once, (3, Page + "/Annots [6 0 R 7 0 R] >>")),
        "take a field away" => Changed(once, (3, Page + "/Annots [7 0 R 9 0 R] >>")),
        _ => throw new ArgumentOutOfRangeException(nameof(change), change, "There is no such change."),
    };

    private static byte[] Changed(byte[] once, params (int Number, string Value)[] objects) =>
        Sign(Update(once, objects.ToDictionary(one => one.Number, one => (string?)one.Value)));

    private static byte[] Base(string fieldLock) => TestPdf.With(new Dictionary<int, string>
    {
        [1] = "<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [6 0 R 7 0 R 10 0 R] >> >>",
        [3] = Page + "/Annots [6 0 R 7 0 R 9 0 R] >>",
        [6] = "<< /FT /Tx /Subtype /Widget /T (price) /V (1) /Rect [0 0 100 20] /AP << /N 8 0 R >> >>",
        [7] = "<< /FT /Sig /Subtype /Widget /T (empty) /Rect [0 0 0 0] >>",
        [8] = Stream(Text("1"), "/Subtype /Form"),
        [9] = "<< /Subtype /Text /Rect [0 0 9 9] /Contents (a note) >>",
        [10] = $"<< /FT /Sig /Subtype /Widget /T (first) /Rect [0 0 0 0] {fieldLock} >>",
    });
}
