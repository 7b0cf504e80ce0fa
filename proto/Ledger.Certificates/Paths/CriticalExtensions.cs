namespace Ledger.Certificates.Paths;

/// <summary>Which extensions this validation understands when they are critical.</summary>
internal static class CriticalExtensions
{
    /// <summary>The first critical extension that is not understood; null where there is none.</summary>
    internal static string? FindUnknown(Certificate certificate)
    {
        foreach (var extension in certificate.Extensions)
        {
            if (extension.IsCritical && !IsUnderstood(extension.Oid))
            {
                return extension.Oid;
            }
        }

        return null;
    }

    private static bool IsUnderstood(string oid) => oid is CertificateOids.BasicConstraints or CertificateOids.KeyUsage
        or CertificateOids.SubjectKeyIdentifier or CertificateOids.AuthorityKeyIdentifier
        or CertificateOids.SubjectAlternativeName or CertificateOids.NameConstraints or CertificateOids.CertificatePolicies
        or CertificateOids.PolicyMappings or CertificateOids.PolicyConstraints or CertificateOids.InhibitAnyPolicy
        or CertificateOids.ExtendedKeyUsage or CertificateOids.CrlDistributionPoints;
}
