using Ledger.Certificates.Extensions;

namespace Ledger.Certificates.Paths;

/// <summary>
/// Which certificates a use takes. Key usage: GM/T 0015 keeps the signing and the encryption key of a subject apart, so that a use
/// takes only its own side. Extended key usage, where present, must name one of the purposes that authorities give out for the use.
/// </summary>
internal static class UsageRules
{
    private const string AnyPurpose = "2.5.29.37.0";
    private const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";
    private const string EmailProtection = "1.3.6.1.5.5.7.3.4";
    private const string DocumentSigning = "1.3.6.1.5.5.7.3.36";
    private const string MicrosoftDocumentSigning = "1.3.6.1.4.1.311.10.3.12";
    private const string SmartcardLogon = "1.3.6.1.4.1.311.20.2.2";
    private const string EncryptingFileSystem = "1.3.6.1.4.1.311.10.3.4";

    /// <summary>Null where the certificate may be used so.</summary>
    internal static PathReason? Check(Certificate certificate, CertificateUsage usage)
    {
        if (usage == CertificateUsage.Any)
        {
            return null;
        }

        if (certificate.BasicConstraints?.IsAuthority == true)
        {
            return PathReasons.UsageAuthority;
        }

        if (certificate.KeyUsage is { } keyUsage && (keyUsage & KeyUsagesOf(usage)) == 0)
        {
            return PathReasons.UsageKey;
        }

        return certificate.Standard.ExtendedKeyUsages is { } purposes && !purposes.Any(purpose => IsPurpose(purpose, usage))
            ? PathReasons.UsageExtended
            : null;
    }

    private static KeyUsages KeyUsagesOf(CertificateUsage usage) => usage switch
    {
        CertificateUsage.Login => KeyUsages.DigitalSignature,
        CertificateUsage.Encrypt => KeyUsages.Encryption,
        _ => KeyUsages.Signing,
    };

    private static bool IsPurpose(string purpose, CertificateUsage usage) => purpose switch
    {
        AnyPurpose or EmailProtection => true,
        ClientAuthentication => usage != CertificateUsage.Encrypt,
        SmartcardLogon => usage == CertificateUsage.Login,
        DocumentSigning or MicrosoftDocumentSigning => usage is CertificateUsage.Sign or CertificateUsage.Seal,
        EncryptingFileSystem => usage == CertificateUsage.Encrypt,
        _ => false,
    };
}
