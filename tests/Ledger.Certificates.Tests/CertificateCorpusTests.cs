using Ledger.Crypto;

namespace Ledger.Certificates.Tests;

/// <summary>Real certificates of the national PKI, and real or made ones that must be refused.</summary>
public sealed class CertificateCorpusTests
{
    [SharedDataFact]
    public void Every_certificate_of_the_national_pki_parses()
    {
        var paths = CertificateFiles.In("01-cn-sm2-pki", ".crt", ".pem", ".der").ToList();
        Assert.NotEmpty(paths);
        Assert.All(paths, path =>
        {
            var certificate = CertificateFiles.ParseLedgerKey(path);
            Assert.Equal(SignatureAlgorithm.Sm2Sm3, certificate.SignatureAlgorithm);
            Assert.NotEmpty(certificate.Subject.Attributes);
        });
    }

    [SharedDataFact]
    public void Every_running_authority_is_signed_by_the_root_it_names()
    {
        var roots = CertificateFiles.In("01-cn-sm2-pki/roots", ".pem").Select(CertificateFiles.ParseLedgerKey).ToList();
        Assert.All(roots, root => Assert.True(root.IsSignedBy(root.PublicKey, Verification.Verifier)));

        var counts = new Dictionary<string, int>();
        foreach (var path in CertificateFiles.In("01-cn-sm2-pki/running-ca", ".crt"))
        {
            var authority = CertificateFiles.ParseLedgerKey(path);
            Assert.True(authority.BasicConstraints?.IsAuthority, path);
            var signers = roots.Where(root => authority.IsSignedBy(root.PublicKey, Verification.Verifier)).ToList();
            var signer = Assert.Single(signers);
            Assert.Equal(signer.Subject, authority.Issuer);
            counts[signer.Subject.CommonName!] = counts.GetValueOrDefault(signer.Subject.CommonName!) + 1;
        }

        Assert.Equal(["Civil Servant ROOT", "Device ROOT", "ROOTCA"], counts.Keys.Order(StringComparer.Ordinal));
        Assert.True(counts["ROOTCA"] >= 40, $"{counts["ROOTCA"]} under ROOTCA");
    }

    [SharedDataFact]
    public void Real_end_entities_chain_to_their_authority()
    {
        var authorities = CertificateFiles.In("01-cn-sm2-pki/running-ca", ".crt").Select(CertificateFiles.ParseLedgerKey).ToList();
        var leaf = CertificateFiles.ParseLedgerKey("01-cn-sm2-pki/end-entity/suzhou_civil_affairs_seal_signer.der");
        Assert.StartsWith("11320500014150050B", leaf.Subject.Organization, StringComparison.Ordinal);
        Assert.Contains(authorities.Where(a => a.Subject.Equals(leaf.Issuer)), a => leaf.IsSignedBy(a.PublicKey, Verification.Verifier));
    }

    [SharedDataFact]
    public void What_must_be_refused_is_refused()
    {
        Assert.Equal(CertificateError.PublicKeyCurve, ErrorOf("10-negative/explicit_curve_cert.der"));
        Assert.Equal(CertificateError.PublicKeyUntaken, ErrorOf("10-negative/sm2-noza-root-cert.pem"));
        Assert.NotEqual(CertificateError.None, ErrorOf("10-negative/ccb_v1_with_extensions.crt"));
        Assert.Equal(CertificateError.Structure, ErrorOf("10-negative/derived/sheca_trailing_bytes.der"));
    }

    [SharedDataFact]
    public void A_certificate_signature_in_a_looser_form_is_not_valid()
    {
        var root = CertificateFiles.ParseLedgerKey("01-cn-sm2-pki/roots/nrcac_rootca.pem");
        var genuine = CertificateFiles.ParseLedgerKey("01-cn-sm2-pki/running-ca/2DA1A6BD0CE76C624E634B7D6A29D02A.crt");
        Assert.True(genuine.IsSignedBy(root.PublicKey, Verification.Verifier));
        foreach (var path in CertificateFiles.In("10-negative/derived", ".der"))
        {
            Assert.False(
                Certificate.TryParse(CertificateFiles.Read(path), out var mutated, out _)
                    && mutated.IsSignedBy(root.PublicKey, Verification.Verifier),
                path);
        }
    }

    [SharedDataFact]
    public void Rsa_and_ecdsa_authorities_parse_and_verify_themselves()
    {
        var certificates = CertificateFiles.In("02-cn-rsa-ecdsa-ca/mozilla", ".pem", ".crt").Select(CertificateFiles.ParseLedgerKey)
            .ToList();
        Assert.NotEmpty(certificates);
        Assert.All(certificates, c => Assert.True(
            c.SignatureAlgorithm is null || c.IsSignedBy(c.PublicKey, Verification.Verifier), c.Subject.ToString()));
        Assert.Contains(certificates, c => c.PublicKey.Algorithm == SignatureAlgorithm.EcdsaP384Sha384);
    }

    [SharedDataFact]
    public void Every_old_certificate_parses_or_is_refused_with_a_reason()
    {
        foreach (var path in CertificateFiles.In("02-cn-rsa-ecdsa-ca/legacy", ".crt", ".pem", ".der"))
        {
            var parsed = Certificate.TryParse(CertificateFiles.Read(path), out var certificate, out var error);
            Assert.Equal(parsed, error == CertificateError.None);
            Assert.Equal(parsed, certificate is not null);
        }
    }

    private static CertificateError ErrorOf(string relative)
    {
        Certificate.TryParse(CertificateFiles.Read(relative), out _, out var error);
        return error;
    }
}
