using Ledger.Certificates;
using Ledger.Certificates.Profiles;
using Ledger.Protocol;

namespace Ledger.Schema.CaTrust;

/// <summary>Whose certificate it is: by its CA's profile, never by what its name says of itself (DOMAIN §3).</summary>
internal static class CertificateOwner
{
    /// <summary>The unified social credit code where the profile says it stands; null where none does.</summary>
    internal static string? Find(Certificate certificate, string profile)
    {
        var rules = CaProfiles.Find(profile)
            ?? throw new InvalidDataException($"The state names the CA profile {profile}, which does not exist.");
        return rules.Identify(certificate) is { Kind: OrganizationCodeKind.UnifiedSocialCreditCode } identity
            && UnifiedSocialCreditCode.HasShape(identity.Code)
            ? identity.Code
            : null;
    }
}
