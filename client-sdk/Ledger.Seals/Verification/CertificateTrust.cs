namespace Ledger.Seals;

/// <summary>The answer of an <see cref="ICertificateTrust"/>.</summary>
/// <param name="Outcome">What it says.</param>
/// <param name="Reason">Why, in words.</param>
/// <param name="RevocationAsked">Whether revocation was looked at.</param>
public sealed record CertificateTrust(TrustOutcome Outcome, string Reason, bool RevocationAsked)
{
    /// <summary>Whether the path leads to an anchor, whatever revocation says.</summary>
    internal bool HasPath => Outcome is TrustOutcome.Trusted or TrustOutcome.Revoked or TrustOutcome.RevocationUnknown;
}
