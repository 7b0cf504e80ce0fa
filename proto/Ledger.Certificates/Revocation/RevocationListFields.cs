using Ledger.Certificates.Names;

namespace Ledger.Certificates.Revocation;

/// <summary>What the reader found in a revocation list.</summary>
internal sealed class RevocationListFields
{
    internal required ReadOnlyMemory<byte> Der { get; init; }

    internal required ReadOnlyMemory<byte> SignedBytes { get; init; }

    internal required ReadOnlyMemory<byte> Signature { get; init; }

    internal required string SignatureAlgorithmOid { get; init; }

    internal required CertificateSignatureScheme SignatureScheme { get; init; }

    internal DistinguishedName Issuer { get; set; } = null!;

    internal long ThisUpdateMs { get; set; }

    internal long? NextUpdateMs { get; set; }

    internal ReadOnlyMemory<byte>? Number { get; set; }

    internal ReadOnlyMemory<byte>? AuthorityKeyId { get; set; }

    internal bool OnlyEndEntities { get; set; }

    internal bool OnlyAuthorities { get; set; }

    internal IReadOnlyList<GeneralName> DistributionPointNames { get; set; } = [];

    internal RevocationEntries Entries { get; set; } = RevocationEntries.None;
}
