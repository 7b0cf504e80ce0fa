using Ledger.Certificates;
using Ledger.Certificates.Paths;

namespace Ledger.Schema.CaTrust;

/// <summary>Was this certificate good for this use, in this place, at this time?</summary>
/// <param name="Certificate">The certificate, registered or not; parse it with <see cref="Certificate.TryParseAnyKey"/>.</param>
/// <param name="Usage">The use; <see cref="CertificateUsage.Any"/> is none and is answered with no.</param>
/// <param name="Place">Where.</param>
/// <param name="AtMs">When, UTC milliseconds; not after the time of the state that answers.</param>
public sealed record TrustQuestion(Certificate Certificate, CertificateUsage Usage, TrustPlace Place, long AtMs)
{
    /// <summary>
    /// What the place must accept the CA for; the use itself, but where a certificate speaks for another of its pair: a signature that asks
    /// for an encryption is judged as a signature, at a place that accepts the CA to encrypt.
    /// </summary>
    public CertificateUsage AcceptedFor { get; init; } = Usage;
}
