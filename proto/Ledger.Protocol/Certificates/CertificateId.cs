using Ledger.Crypto;

namespace Ledger.Protocol;

/// <summary>A certificate's id on the chain: H(<see cref="DomainTag.Certificate"/> ‖ DER as carried).</summary>
public static class CertificateId
{
    /// <summary>The id of a certificate.</summary>
    public static Digest Compute(IHasher hasher, ReadOnlySpan<byte> der) => TaggedHash.Compute(hasher, DomainTag.Certificate, der);
}
