using Ledger.Protocol.V1;

namespace Ledger.Client.CaTrust;

/// <summary>Registered certificates of a key or of a subject as of one final height.</summary>
/// <param name="Certificates">The certificates in the order of their registration.</param>
/// <param name="Height">The height.</param>
/// <param name="Time">That block's time, UTC milliseconds.</param>
public sealed record RegisteredCertificates(IReadOnlyList<RegisteredCertificate> Certificates, ulong Height, long Time)
{
    /// <summary>The newest signing certificate that counts; null where none does.</summary>
    public RegisteredCertificate? Signing => Certificates.LastOrDefault(
        one => one.Record.Kind != CertificateKind.Encryption && one.StandingAt(Time) == CertificateStanding.Good);
}
