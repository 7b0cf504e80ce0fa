using Ledger.Certificates.Paths;
using Ledger.Cms;

namespace Ledger.Seals;

/// <summary>The answer of an <see cref="ICertificateTrust"/>.</summary>
/// <param name="Outcome">What it says.</param>
/// <param name="Reason">Why, in words.</param>
/// <param name="RevocationAsked">Whether revocation was looked at.</param>
public sealed record TrustVerdict(TrustOutcome Outcome, string Reason, bool RevocationAsked)
{
    /// <summary>
    /// How the products of the certificate's CA depart from the standard; null where the CA is not known, and then the options' profile
    /// counts.
    /// </summary>
    public CmsProfile? Profile { get; init; }

    /// <summary>
    /// The unified social credit code in the certificate, by its CA's profile; null where that has none or the CA is not known.
    /// </summary>
    public string? Identity { get; init; }

    /// <summary>The outcome's name in reports, which is the verdict's of path validation.</summary>
    internal static string NameOf(TrustOutcome outcome) => outcome switch
    {
        TrustOutcome.Trusted => PathVerdicts.NameOf(PathVerdict.Valid),
        TrustOutcome.UnknownIssuer => PathVerdicts.NameOf(PathVerdict.UnknownIssuer),
        TrustOutcome.Expired => PathVerdicts.NameOf(PathVerdict.Expired),
        TrustOutcome.Revoked => PathVerdicts.NameOf(PathVerdict.Revoked),
        TrustOutcome.RevocationUnknown => PathVerdicts.NameOf(PathVerdict.StaleRevocation),
        TrustOutcome.Invalid => PathVerdicts.NameOf(PathVerdict.Invalid),
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, "There is no such outcome."),
    };

    /// <summary>Whether the path leads to an anchor, whatever revocation says.</summary>
    internal bool HasPath => Outcome is TrustOutcome.Trusted or TrustOutcome.Revoked or TrustOutcome.RevocationUnknown;
}
