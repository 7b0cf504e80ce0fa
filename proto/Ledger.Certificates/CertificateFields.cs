using Ledger.Certificates.Extensions;
using Ledger.Certificates.Names;
using Ledger.Crypto;
using Ledger.Crypto.Keys;

namespace Ledger.Certificates;

/// <summary>What the reader found in a certificate, before it becomes a <see cref="Certificate"/>.</summary>
internal sealed class CertificateFields
{
    internal required ReadOnlyMemory<byte> Der { get; init; }

    internal required ReadOnlyMemory<byte> SignedBytes { get; init; }

    internal required string SignatureAlgorithmOid { get; init; }

    internal required ReadOnlyMemory<byte> Signature { get; init; }

    internal ReadOnlyMemory<byte> SerialNumber { get; set; }

    internal DistinguishedName Issuer { get; set; } = null!;

    internal DistinguishedName Subject { get; set; } = null!;

    internal long NotBeforeMs { get; set; }

    internal long NotAfterMs { get; set; }

    internal required ReadOnlyMemory<byte> SignatureAlgorithmIdentifier { get; init; }

    internal CertificateKey Key { get; set; } = null!;

    /// <summary>Null where the key is none that <see cref="PublicKeyRules"/> take.</summary>
    internal PublicKey? PublicKey { get; set; }

    internal IReadOnlyList<CertificateExtension> Extensions { get; set; } = [];

    internal BasicConstraints? BasicConstraints { get; set; }

    internal KeyUsages? KeyUsage { get; set; }
}
