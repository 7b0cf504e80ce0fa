using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;
using Ledger.Certificates.Paths;
using Ledger.Crypto.Signatures;

namespace Ledger.Certificates.Tests.Manifest;

/// <summary>Rows of 01-cn-sm2-pki and 02-cn-rsa-ecdsa-ca: "who signed it; in date or not; CA or EE".</summary>
internal static partial class AuthorityRows
{
    private const string Version1WithExtensions = "10-negative/ccb_v1_with_extensions.crt";
    private const string WithIssuerAfterAll = "02-cn-rsa-ecdsa-ca/legacy/AF8484379E2A512CE9074AEBD6B900ED11A70DF7.crt";
    private const long DayMs = 86_400_000;

    internal static void Judge(RowReport report, ManifestTrust trust)
    {
        var verdict = report.Row.Verdict;
        var der = CertificateFiles.Read(report.Row.File);
        if (der.AsSpan().SequenceEqual(CertificateFiles.Read(Version1WithExtensions)))
        {
            // Of the same bytes the manifest says elsewhere that they are to be rejected for their version.
            report.Expect(PathReasons.Version, trust.Validate(der).Reason, "reason");
            return;
        }

        var certificate = CertificateFiles.Parse(der, report.Row.File);
        JudgeWords(report, verdict, certificate);

        var now = trust.Validate(der);
        var then = trust.Validate(der, certificate.NotBeforeMs + DayMs);
        var isExpired = verdict.Contains("EXPIRED", StringComparison.Ordinal);
        if (verdict.Contains("WEAK", StringComparison.Ordinal))
        {
            report.Expect(PathVerdict.AlgorithmTooWeak, now.Verdict, "verdict");
            report.Expect(IsSelfSigned(certificate), "the signature should be its own");
        }
        else if (verdict.Contains("VALID self-signature", StringComparison.Ordinal))
        {
            report.Expect(IsSelfSigned(certificate), "the signature should be its own");
            report.Expect(isExpired ? PathVerdict.Expired : PathVerdict.Valid, now.Verdict, "verdict");
            report.Expect(PathVerdict.Valid, then.Verdict, "verdict when it began");
        }
        else if (UnderPattern().Match(verdict) is { Success: true } under)
        {
            report.Expect(isExpired ? PathVerdict.Expired : PathVerdict.Valid, now.Verdict, "verdict");
            report.Expect(PathVerdict.Valid, then.Verdict, $"verdict when it began ({then})");
            report.Expect(under.Groups[1].Value, now.Chain.ElementAtOrDefault(1)?.Subject.CommonName ?? "nobody", "the issuer");
            if (verdict.Contains("3-level chain", StringComparison.Ordinal))
            {
                report.Expect(3, now.Chain.Count, "the path's length");
            }
        }
        else if (report.Row.File == WithIssuerAfterAll)
        {
            // The manifest says "issuer not in set", but CNNIC ROOT is in it and has signed this certificate, as OpenSSL finds too.
            var issuer = CertificateFiles.Parse("02-cn-rsa-ecdsa-ca/legacy/8BAF4C9B1DF02A92F7DA128EB91BACF498604B6F.crt");
            report.Expect(
                CertificateSignatures.Verify(
                    issuer.Key, certificate.SignatureScheme, certificate.SignedBytes, certificate.Signature, trust.Verifier),
                "CNNIC ROOT should have signed it");
            report.Expect(PathReasons.HashTooWeak, now.Reason, "reason");
        }
        else if (verdict.Contains("not in set", StringComparison.Ordinal) || verdict.Contains("not included", StringComparison.Ordinal))
        {
            report.Expect(PathVerdict.UnknownIssuer, now.Verdict, "verdict");
        }
        else
        {
            report.Expect(false, "the words of this row are not understood");
        }
    }

    private static void JudgeWords(RowReport report, string verdict, Certificate certificate)
    {
        var isInDate = ManifestTrust.AtMs >= certificate.NotBeforeMs && ManifestTrust.AtMs <= certificate.NotAfterMs;
        report.Expect(verdict.Contains("EXPIRED", StringComparison.Ordinal), !isInDate, "being out of date");
        if (verdict.EndsWith("; CA", StringComparison.Ordinal))
        {
            report.Expect(
                certificate.BasicConstraints?.IsAuthority == true || certificate.Extensions.Count == 0, "it should be an authority");
        }
        else
        {
            report.Expect(certificate.BasicConstraints?.IsAuthority != true, "it should be an end entity");
        }
    }

    /// <summary>By this library; by .NET for MD5 and short keys, which this library never believes.</summary>
    private static bool IsSelfSigned(Certificate certificate)
    {
        var own = new PathValidator(new SignatureVerifier()).IsSelfSigned(certificate);
        if (certificate.Key.Algorithm != KeyAlgorithm.Rsa)
        {
            return own;
        }

        using var loaded = X509CertificateLoader.LoadCertificate(certificate.Der.Span);
        using var rsa = loaded.GetRSAPublicKey()!;
        var hash = new HashAlgorithmName(certificate.SignatureScheme.Hash.ToString().ToUpper(CultureInfo.InvariantCulture));
        var theirs = rsa.VerifyData(certificate.SignedBytes.Span, certificate.Signature.Span, hash, RSASignaturePadding.Pkcs1);
        return certificate.SignatureScheme.Hash == CertificateHash.Md5 ? theirs && !own : theirs && own;
    }

    [GeneratedRegex("^VALID under ([^;(]+?)(?: \\(.*)?;")]
    private static partial Regex UnderPattern();
}
