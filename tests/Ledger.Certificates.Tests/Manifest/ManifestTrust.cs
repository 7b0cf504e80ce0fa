using Ledger.Certificates.Paths;
using Ledger.Certificates.Revocation;
using Ledger.Crypto.Signatures;

namespace Ledger.Certificates.Tests.Manifest;

/// <summary>Everything of the data from which paths may be built: "issuer not in set" means not in here.</summary>
internal sealed class ManifestTrust
{
    internal const long AtMs = 1_795_305_600_000; // 2026-11-22: the day the manifest's "in-date" and "EXPIRED" are for

    internal ManifestTrust()
    {
        Validator = new PathValidator(Verifier);
        var all = new List<Certificate>();
        foreach (var folder in new[] { "01-cn-sm2-pki", "02-cn-rsa-ecdsa-ca" })
        {
            foreach (var file in CertificateFiles.In(folder, ".crt", ".pem", ".der"))
            {
                if (Certificate.TryParseAnyKey(CertificateFiles.Read(file), out var certificate, out _))
                {
                    all.Add(certificate);
                }
            }
        }

        Pool = new CertificatePool(all);
        Anchors = new TrustAnchorSet(all.Where(Validator.IsSelfSigned).Select(one => new TrustAnchor(one)));
    }

    internal SignatureVerifier Verifier { get; } = new();

    internal PathValidator Validator { get; }

    internal CertificatePool Pool { get; }

    /// <summary>Every certificate of the two folders that is signed by itself.</summary>
    internal TrustAnchorSet Anchors { get; }

    internal PathResult Validate(byte[] der, long atMs = AtMs, IRevocationSource? revocation = null) =>
        Validator.Validate(der, Pool, Anchors, new PathOptions { AtMs = atMs, Revocation = revocation });

    /// <summary>With the certificates of one bundle: the self-signed are anchors.</summary>
    internal PathResult Validate(byte[] der, string bundle)
    {
        var certificates = CertificateFiles.ReadAll(bundle).ConvertAll(one => CertificateFiles.Parse(one, bundle));
        var anchors = new TrustAnchorSet(certificates.Where(Validator.IsSelfSigned).Select(one => new TrustAnchor(one)));
        return Validator.Validate(der, new CertificatePool(certificates), anchors, new PathOptions { AtMs = AtMs });
    }
}
