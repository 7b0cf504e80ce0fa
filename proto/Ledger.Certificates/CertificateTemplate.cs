using Ledger.Certificates.Extensions;
using Ledger.Certificates.Names;
using Ledger.Crypto;

namespace Ledger.Certificates;

/// <summary>What a <see cref="CertificateIssuer"/> is asked to certify.</summary>
public sealed record CertificateTemplate
{
    /// <summary>Whose key it is.</summary>
    public required DistinguishedName Subject { get; init; }

    /// <summary>The key to certify.</summary>
    public required PublicKey PublicKey { get; init; }

    /// <summary>
    /// The serial number, big-endian and unsigned: 1 to 20 bytes, not all zero (RFC 5280 §4.1.2.2). Unique for its issuer.
    /// </summary>
    public required ReadOnlyMemory<byte> SerialNumber { get; init; }

    /// <summary>First instant of validity, in milliseconds since 1970-01-01 UTC; cut to whole seconds.</summary>
    public required long NotBeforeMs { get; init; }

    /// <summary>Last instant of validity, in milliseconds since 1970-01-01 UTC; cut to whole seconds.</summary>
    public required long NotAfterMs { get; init; }

    /// <summary>
    /// What the key may do. For an authority usually <see cref="KeyUsages.KeyCertSign"/> and <see cref="KeyUsages.CrlSign"/>.
    /// </summary>
    public required KeyUsages KeyUsage { get; init; }

    /// <summary>Whether the certified key may issue certificates itself.</summary>
    public bool IsAuthority { get; init; }

    /// <summary>For an authority, how many more authorities may follow below it; null for any number.</summary>
    public int? PathLengthMax { get; init; }

    /// <summary>
    /// The unified social credit code for extension 1.2.156.10260.4.1.4, or null to leave it out; ASCII letters and digits.
    /// </summary>
    public string? OrganizationCode { get; init; }
}
