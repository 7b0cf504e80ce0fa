using Ledger.Cms;
using Ledger.Crypto.Signatures;

namespace Ledger.Seals.Tests;

/// <summary>
/// Every seal, seal signature and sealed document of the manifest gets the verdict that stands there; disagreements are listed by name. No
/// anchors are given, so that what holds is signature-valid.
/// </summary>
public sealed class SealCorpusTests
{
    [SharedDataFact]
    public void Every_seal_signature_gets_its_verdict()
    {
        var rows = Manifest.Rows("03-").Where(row => row.File.EndsWith("SignedValue.dat", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(rows);
        Check(rows, row => Signature(row.File) is var report && report.Verdict == SealVerdict.SignatureValid
            && row.Verdict.Contains("signature OK", StringComparison.Ordinal)
            && report[SealCheckKind.Content].Outcome == (
                File.Exists(SharedData.PathOf(XmlOf(row.File))) ? SealCheckOutcome.Pass : SealCheckOutcome.NotApplicable)
                ? null
                : Describe(report));
    }

    [SharedDataFact]
    public void Every_seal_file_gets_its_verdict()
    {
        var rows = Manifest.Rows("03-eseal-ses/seal-files/").Where(row => !row.File.Contains("SignedValue", StringComparison.Ordinal))
            .ToList();
        Assert.NotEmpty(rows);
        Check(rows, row =>
        {
            if (!ElectronicSeal.TryParse(DataFile.Der(row.File), out var seal, out var error))
            {
                return $"not parsed: {error}";
            }

            var report = new SealVerifier(new SignatureVerifier()).Verify(seal, seal.ValidFromMs);
            var expected = row.Verdict.Contains("VALID", StringComparison.Ordinal) &&
                !row.Verdict.StartsWith("INVALID", StringComparison.Ordinal);
            return (report.Verdict == SealVerdict.SignatureValid) == expected &&
                (expected || report[SealCheckKind.Maker].Outcome == SealCheckOutcome.Fail) ? null : Describe(report);
        });
    }

    [SharedDataFact]
    public void A_signature_over_a_placeholder_fails_on_its_content_alone()
    {
        var rows = Manifest.Rows("03-eseal-ses/seal-files/").Where(row => row.Verdict.Contains("all-zero", StringComparison.Ordinal))
            .ToList();
        Assert.NotEmpty(rows);
        Check(rows, row => Signature(row.File) is var report
            && report[SealCheckKind.Signature].Outcome == SealCheckOutcome.Pass
            && report[SealCheckKind.Content].Outcome == SealCheckOutcome.Fail ? null : Describe(report));
    }

    [SharedDataFact]
    public void Every_ofd_document_gets_its_verdict()
    {
        var rows = Manifest.Rows("03-eseal-ses/ofd-docs/");
        Assert.NotEmpty(rows);
        Check(rows, row =>
        {
            using var stream = File.OpenRead(SharedData.PathOf(row.File));
            var document = new OfdVerifier(new SealVerifier(new SignatureVerifier())).Verify(stream);
            var expected = row.File.EndsWith("ofdrw_sesv4_doc.ofd", StringComparison.Ordinal) ? SealVerdict.Expired
                : row.Verdict.StartsWith("VALID", StringComparison.Ordinal) ? SealVerdict.SignatureValid : SealVerdict.Invalid;
            var reports = document.Signatures.Select(one => one.Report).ToList();
            var agrees = document.Verdict == expected && reports.Count > 0 &&
                (expected != SealVerdict.Expired || reports.TrueForAll(FailsOnTimeAlone));
            return agrees ? null : $"{document.Error} {string.Join(" | ", reports.Select(Describe))}";
        });
    }

    [SharedDataFact]
    public void Raw_signatures_are_refused_without_the_profile()
    {
        var rows = Manifest.Rows("03-")
            .Where(row => row.File.Contains("raw-rs", StringComparison.Ordinal) && row.File.EndsWith(".dat", StringComparison.Ordinal))
                .ToList();
        Check(rows, row => Signature(row.File, strict: true)[SealCheckKind.Signature].Outcome == SealCheckOutcome.Fail ? null : "taken");
    }

    private static bool FailsOnTimeAlone(SealReport report) =>
        report.Failures.Count == 1 && report.Failures[0].Kind == SealCheckKind.Validity;

    private static SealReport Signature(string file, bool strict = false)
    {
        if (!SealSignature.TryParse(DataFile.Der(file), out var signature, out var error))
        {
            return SealReport.Malformed($"{error}");
        }

        var profile = new CmsProfile { RawSm2Signatures = !strict && file.Contains("raw-rs", StringComparison.Ordinal) };
        var xml = SharedData.PathOf(XmlOf(file));
        var options = new SealVerificationOptions { SignerProfile = profile };
        return new SealVerifier(new SignatureVerifier(), options)
            .Verify(signature, File.Exists(xml) ? File.ReadAllBytes(xml).AsMemory() : (ReadOnlyMemory<byte>?)null);
    }

    private static string XmlOf(string file) => file[..(file.LastIndexOf('/') + 1)] + "Signature.xml";

    private static string Describe(SealReport report) =>
        $"{report.VerdictName}: " +
        $"{string.Join(", ", report.Checks.Select(check => $"{check.Name}={SealReport.OutcomeName(check.Outcome)}"))} ({report.Reason})";

    private static void Check(
        IReadOnlyList<(string File, string Verdict)> rows, Func<(string File, string Verdict), string?> disagreementOf)
    {
        var disagreements = rows.Select(row => (row, Said: disagreementOf(row))).Where(one => one.Said is not null)
            .Select(one => $"{one.row.File}: {one.Said}\n    the manifest says: {one.row.Verdict}").ToList();
        Assert.True(disagreements.Count == 0, string.Join('\n', disagreements));
    }
}
