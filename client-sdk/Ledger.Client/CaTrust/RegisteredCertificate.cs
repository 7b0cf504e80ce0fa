using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Client.CaTrust;

/// <summary>A registered certificate as it stands on the chain.</summary>
/// <param name="Id">What a registration gives, and a revocation takes.</param>
/// <param name="Record">What the ledger keeps of it.</param>
public sealed record RegisteredCertificate(Digest Id, CertificateRecord Record)
{
    /// <summary>
    /// Whether it counts by itself at a block time, UTC milliseconds; a suspended CA or a revoked authority above it is the trust list's
    /// matter.
    /// </summary>
    public CertificateStanding StandingAt(long time) =>
        Record.RevokedAt != 0 && time >= Record.RevokedAt ? CertificateStanding.Revoked
        : Record.ReplacedUntil != 0 && time >= Record.ReplacedUntil ? CertificateStanding.Replaced
        : time > Record.NotAfter ? CertificateStanding.Expired
        : time < Record.NotBefore ? CertificateStanding.NotYetValid
        : CertificateStanding.Good;
}

/// <summary>Whether a registered certificate counts at a time, and if not, why.</summary>
public enum CertificateStanding
{
    /// <summary>It counts.</summary>
    Good = 0,

    /// <summary>Its validity begins later.</summary>
    NotYetValid = 1,

    /// <summary>Its validity is over.</summary>
    Expired = 2,

    /// <summary>A successor took its place, and the overlap of the two is over.</summary>
    Replaced = 3,

    /// <summary>It is revoked, for good.</summary>
    Revoked = 4,
}

/// <summary>Registered certificates of a key or of a subject as of one final height.</summary>
/// <param name="Certificates">The certificates in the order of their registration.</param>
/// <param name="Height">The height.</param>
/// <param name="Time">That block's time, UTC milliseconds.</param>
public sealed record CertificateListing(IReadOnlyList<RegisteredCertificate> Certificates, ulong Height, long Time)
{
    /// <summary>The newest signing certificate that counts; null where none does.</summary>
    public RegisteredCertificate? Signing => Certificates.LastOrDefault(
        one => one.Record.Kind != CertificateKind.Encryption && one.StandingAt(Time) == CertificateStanding.Good);
}
