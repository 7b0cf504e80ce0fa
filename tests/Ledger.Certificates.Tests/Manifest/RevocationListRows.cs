using System.Globalization;
using System.Text.RegularExpressions;
using Ledger.Certificates.Paths;
using Ledger.Certificates.Revocation;

namespace Ledger.Certificates.Tests.Manifest;

/// <summary>"VALID signature; STALE (nextUpdate 2022-06-04); 18 revoked serials".</summary>
internal static partial class RevocationListRows
{
    private const long DayMs = 86_400_000;

    internal static void Judge(RowReport report, ManifestTrust trust)
    {
        var words = Pattern().Match(report.Row.Verdict);
        report.Expect(words.Success, "the words of this row are not understood");
        report.Expect(
            RevocationList.TryParse(CertificateFiles.Read(report.Row.File), out var list, out var error), $"it should parse: {error}");
        if (list is null || !words.Success)
        {
            return;
        }

        var issuer = trust.Anchors.Anchors.Single(anchor => anchor.Certificate.Subject.Equals(list.Issuer)).Certificate;
        report.Expect(list.IsSignedBy(issuer.Key, trust.Verifier), "the signature should be its issuer's");
        report.Expect(int.Parse(words.Groups[2].Value, CultureInfo.InvariantCulture), list.Count, "the number of entries");
        var next = DateTimeOffset.FromUnixTimeMilliseconds(list.NextUpdateMs!.Value).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        report.Expect(words.Groups[1].Value, next, "the next update");

        var source = new RevocationListSource(trust.Verifier, [list]);
        foreach (var file in CertificateFiles.In("01-cn-sm2-pki/running-ca", ".crt"))
        {
            var certificate = CertificateFiles.Parse(file);
            if (!certificate.Issuer.Equals(list.Issuer) || certificate.NotBeforeMs > list.ThisUpdateMs)
            {
                continue;
            }

            var fresh = trust.Validate(certificate.Der.ToArray(), list.ThisUpdateMs + DayMs, source);
            report.Expect(PathVerdict.Valid, fresh.Verdict, $"with the list fresh, {Path.GetFileName(file)}");
            var stale = trust.Validate(certificate.Der.ToArray(), ManifestTrust.AtMs, source);
            report.Expect(PathVerdict.StaleRevocation, stale.Verdict, $"with the list stale, {Path.GetFileName(file)}");
        }
    }

    [GeneratedRegex("^VALID signature; STALE \\(nextUpdate ([0-9-]+)\\); ([0-9]+) revoked serials$")]
    private static partial Regex Pattern();
}
