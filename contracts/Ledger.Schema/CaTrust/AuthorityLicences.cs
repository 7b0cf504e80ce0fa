using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Schema.CaTrust;

/// <summary>The licences under which a CA works (DOMAIN §3, CA trust entry).</summary>
public static class AuthorityLicences
{
    private const int LicencesMax = 8;
    private const int NumberCharsMax = 64;

    /// <summary>
    /// The licence of a kind that holds at a time (UTC milliseconds); null where none does. A CA that issues to public bodies for
    /// government acts needs one of <see cref="LicenceKind.GovernmentCertification"/> (国密局令4号).
    /// </summary>
    public static AuthorityLicence? At(CertificateAuthority authority, LicenceKind kind, long time)
    {
        ArgumentNullException.ThrowIfNull(authority);
        return At(authority.Licences, kind, time);
    }

    /// <summary>The same of licences that an entry is to have.</summary>
    internal static AuthorityLicence? At(IEnumerable<AuthorityLicence> licences, LicenceKind kind, long time) =>
        licences.LastOrDefault(licence => licence.Kind == kind && licence.ValidFrom <= time && time <= licence.ValidUntil);

    /// <summary>
    /// Whether the entry names licences for certification (电子签名法 §18) and none of them holds at a time. An entry that names none, as that
    /// of a test CA or of a member's own in genesis, says nothing of them, and nothing is asked.
    /// </summary>
    internal static bool HasLapsed(CertificateAuthority authority, long time) =>
        authority.Licences.Any(licence => licence.Kind == LicenceKind.Certification)
        && At(authority, LicenceKind.Certification, time) is null;

    /// <summary>What the licences of an entry must look like.</summary>
    internal static Refused Check(IReadOnlyList<AuthorityLicence> licences)
    {
        if (licences.Count > LicencesMax)
        {
            return new Refused(RefusalCode.BadCount, $"There are {licences.Count} licences; the most is {LicencesMax}.");
        }

        foreach (var licence in licences)
        {
            if (FieldRules.First(
                FieldRules.Listed(licence.Kind, "The licence's kind"),
                FieldRules.Text(licence.Number, "The licence's number", NumberCharsMax)) is { IsRefused: true } refused)
            {
                return refused;
            }

            if (licence.ValidFrom <= 0 || licence.ValidUntil <= licence.ValidFrom)
            {
                return new Refused(
                    RefusalCode.BadCount,
                    $"Licence {FieldRules.Quote(licence.Number)} is valid from {licence.ValidFrom} to {licence.ValidUntil}: no time.");
            }
        }

        return Refused.No;
    }
}
