namespace Ledger.Certificates.Revocation;

/// <summary>Who knows what is revoked: revocation lists, or a chain's state. Deterministic: the time is the caller's.</summary>
public interface IRevocationSource
{
    /// <summary>
    /// What was known of <paramref name="certificate"/> at <paramref name="atMs"/>. A revocation counts from its date on, so that what
    /// was signed before keeps its worth.
    /// </summary>
    /// <param name="certificate">The certificate.</param>
    /// <param name="issuer">The certificate above it on the path; it has made the signature.</param>
    /// <param name="atMs">The time, in milliseconds since 1970-01-01 UTC.</param>
    RevocationStatus Find(Certificate certificate, Certificate issuer, long atMs);
}
