using Ledger.Crypto;
using Ledger.Protocol;

namespace Ledger.Contracts.Account;

/// <summary>Which certificates may be registered. Deterministic: the anchors are state, the clock is the block's (DESIGN §7).</summary>
internal static class CertificateRules
{
    // Extensions whose meaning is applied here or narrows nothing that the ledger relies on. Any other that is critical refuses (RFC 5280 §4.2).
    private static readonly HashSet<string> KnownExtensions = new(StringComparer.Ordinal)
    {
        "2.5.29.14", // subject key identifier
        "2.5.29.15", // key usage
        "2.5.29.17", // subject alternative name
        "2.5.29.19", // basic constraints
        "2.5.29.31", // CRL distribution points: revocation is the ledger's own state
        "2.5.29.32", // certificate policies
        "2.5.29.35", // authority key identifier
        "2.5.29.37", // extended key usage: authorities in the field mark it critical (CRYPTO §6)
    };

    /// <summary>The code of the subject whose certificate it is: from its extension, never from its name (DOMAIN §3).</summary>
    internal static Refused Owner(Certificate certificate, out string uscc)
    {
        uscc = certificate.OrganizationCode ?? string.Empty;
        return uscc.Length == 0
            ? new Refused(RefusalCode.CertificateSubjectMismatch, "The certificate has no organisation-code extension (1.2.156.10260.4.1.4).")
            : FieldRules.Uscc(uscc, "The certificate's code");
    }

    /// <summary>Whether an anchor in the state issued it, it counts at <paramref name="time"/>, and its key may sign.</summary>
    internal static Refused Check(Certificate certificate, IStateReader state, IHasher hasher, ISignatureVerifier verifier, long time)
    {
        if (MayNotSign(certificate) is { } reason)
        {
            return new Refused(RefusalCode.NotASigningKey, reason);
        }

        foreach (var extension in certificate.Extensions)
        {
            if (extension.IsCritical && !KnownExtensions.Contains(extension.Oid))
            {
                return new Refused(RefusalCode.BadCertificate, $"The critical extension {FieldRules.Quote(extension.Oid)} is not known here.");
            }
        }

        if (certificate.SignatureAlgorithm is null)
        {
            return new Refused(RefusalCode.BadCertificate, $"The signature algorithm {FieldRules.Quote(certificate.SignatureAlgorithmOid)} is not taken.");
        }

        if (time < certificate.NotBeforeMs || time > certificate.NotAfterMs)
        {
            return new Refused(
                RefusalCode.CertificateNotValid,
                $"The certificate is valid from {certificate.NotBeforeMs} to {certificate.NotAfterMs}; block time is {time}.");
        }

        return AnchorRegistry.IssuerOf(certificate, state, hasher, verifier, time) is null
            ? new Refused(RefusalCode.UntrustedIssuer, "No anchor that is valid at block time issued the certificate.")
            : Refused.No;
    }

    private static string? MayNotSign(Certificate certificate)
    {
        if (certificate.BasicConstraints is { IsAuthority: true })
        {
            return "The certificate is an authority's; subjects sign with certificates of their own.";
        }

        return ((certificate.KeyUsage ?? KeyUsages.None) & KeyUsages.Signing) == KeyUsages.None
            ? $"The certificate's key usage is {(int)(certificate.KeyUsage ?? KeyUsages.None)}: neither digitalSignature nor nonRepudiation."
            : null;
    }
}
