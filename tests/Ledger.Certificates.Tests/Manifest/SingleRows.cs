using System.Formats.Asn1;
using System.Security.Cryptography;
using Ledger.Certificates.Paths;
using Ledger.Crypto;
using Ledger.Crypto.Keys;

namespace Ledger.Certificates.Tests.Manifest;

/// <summary>Rows of which each says something of its own.</summary>
internal static class SingleRows
{
    private const string Bundle = "05b-dual-cert-tlcp/chain-ca.crt";
    private const string Sm2Root = "05b-dual-cert-tlcp/misc/sm2-root-cert.pem";

    internal static void Judge(RowReport report, ManifestTrust trust)
    {
        var (file, verdict) = (report.Row.File, report.Row.Verdict);
        switch (file)
        {
            case Bundle:
                var authorities = CertificateFiles.ReadAll(file);
                report.Expect(2, authorities.Count, "the number of certificates");
                authorities.ForEach(der => report.Expect(PathVerdict.Valid, trust.Validate(der, Bundle).Verdict, "verdict"));
                break;
            case Sm2Root:
                report.Expect(PathVerdict.Valid, trust.Validate(CertificateFiles.Read(file), Sm2Root).Verdict, "verdict");
                report.Expect(trust.Validator.IsSelfSigned(CertificateFiles.Parse(file)), "the signature should be its own");
                break;
            case "04-gmt0010-p7/gmssl_cert_chain.p7b.pem":
                var parts = CertificateBundle.Read(File.ReadAllBytes(SharedData.PathOf(file)));
                report.Expect(
                    parts.Certificates.Count > 1 && parts.Certificates.All(der => Certificate.TryParseAnyKey(der, out _, out _)),
                    "it should hold certificates");
                break;
            case "05-gmt0010-enveloped/cfca_test_sm2_oca1_ca.pem":
                report.Expect(
                    IssuedWhatIsIn(CertificateFiles.Parse(file), "05-gmt0010-enveloped/cfca_test_oca1.sm2.pem", trust),
                    "it should be the issuer of the certificate in the container");
                break;
            case "10-negative/ccb_v1_with_extensions.crt":
                report.Expect(PathReasons.Version, trust.Validate(CertificateFiles.Read(file)).Reason, "reason");
                break;
            case "10-negative/explicit_curve_cert.der":
                report.Expect(PathReasons.KeyCurve, trust.Validate(CertificateFiles.Read(file)).Reason, "reason");
                break;
            case "10-negative/sm2-noza-root-cert.pem":
                report.Expect(PathReasons.SignatureInvalid, trust.Validate(CertificateFiles.Read(file)).Reason, "reason");
                report.Expect(!trust.Validator.IsSelfSigned(CertificateFiles.Parse(file)), "without ZA there is no signature");
                break;
            case "10-negative/derived/sheca_trailing_bytes.der":
                report.Expect(PathReasons.TrailingBytes, trust.Validate(CertificateFiles.Read(file)).Reason, "reason");
                break;
            default:
                JudgeByWords(report, verdict, trust);
                break;
        }
    }

    private static void JudgeByWords(RowReport report, string verdict, ManifestTrust trust)
    {
        var der = CertificateFiles.Read(report.Row.File);
        if (report.Row.Type == "SM2 private key out of range")
        {
            report.Expect(IsRefusedAsKey(der), "the key should be refused");
        }
        else if (report.Row.File.StartsWith("10-negative/derived/", StringComparison.Ordinal))
        {
            report.Expect(PathReasons.SignatureInvalid, trust.Validate(der).Reason, "reason");
        }
        else if (verdict.StartsWith("VALID under chain-ca.crt", StringComparison.Ordinal))
        {
            report.Expect(PathVerdict.Valid, trust.Validate(der, Bundle).Verdict, "verdict");
            report.Expect(3, trust.Validate(der, Bundle).Chain.Count, "the path's length");
        }
        else if (verdict == "EXPIRED 2001")
        {
            report.Expect(PathVerdict.Expired, trust.Validate(der, Bundle).Verdict, "verdict");
        }
        else if (verdict.Contains("issuer not in chain-ca.crt", StringComparison.Ordinal))
        {
            report.Expect(PathVerdict.UnknownIssuer, trust.Validate(der, Bundle).Verdict, "verdict");
        }
        else if (verdict is "VALID" or "VALID under sm2-root-cert.pem")
        {
            report.Expect(PathVerdict.Valid, trust.Validate(der, Sm2Root).Verdict, "verdict");
        }
        else if (verdict.Length == 0)
        {
            // Nothing stands there: it is a certificate, and nobody in the data issued it.
            report.Expect(PathVerdict.UnknownIssuer, trust.Validate(der).Verdict, "verdict");
        }
    }

    /// <summary>The private scalar of a PKCS #8 key, given to the ledger.</summary>
    private static bool IsRefusedAsKey(byte[] der)
    {
        var outer = new AsnReader(der, AsnEncodingRules.DER).ReadSequence();
        outer.ReadInteger();
        outer.ReadSequence();
        var key = new AsnReader(outer.ReadOctetString(), AsnEncodingRules.DER).ReadSequence();
        key.ReadInteger();
        var scalar = key.ReadOctetString();
        return Record.Exception(() => KeyPair.FromPrivateKey(SignatureAlgorithm.Sm2Sm3, scalar)) is CryptographicException;
    }

    /// <summary>The container's own shape is another test's; its certificate is found by trying every place where one may begin.</summary>
    private static bool IssuedWhatIsIn(Certificate issuer, string container, ManifestTrust trust)
    {
        var bytes = CertificateFiles.Read(container);
        for (var at = 0; at + 4 < bytes.Length; at++)
        {
            var length = bytes[at] == 0x30 && bytes[at + 1] == 0x82 ? (bytes[at + 2] << 8) + bytes[at + 3] + 4 : int.MaxValue;
            if (length <= bytes.Length - at
                && Certificate.TryParse(bytes.AsMemory(at, length), out var certificate, out _)
                && certificate.Issuer.Equals(issuer.Subject)
                && certificate.IsSignedBy(issuer.PublicKey, trust.Verifier))
            {
                return true;
            }
        }

        return false;
    }
}
