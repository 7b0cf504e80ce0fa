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
