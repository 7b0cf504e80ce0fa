using Ledger.Crypto;
using Ledger.Protocol;

namespace Ledger.Client;

/// <summary>Who signs the client's transactions: a key, and the registered certificate that it belongs to.</summary>
/// <param name="CertificateId">Id of the certificate on the chain, <see cref="Ledger.Protocol.CertificateId"/>.</param>
/// <param name="Key">Signs; must be safe for use by several threads.</param>
public sealed record ClientSigner(Digest CertificateId, ISigner Key)
{
    /// <summary>The signer of a certificate in DER.</summary>
    public static ClientSigner FromCertificate(GenesisFile genesis, ReadOnlySpan<byte> der, ISigner key)
    {
        ArgumentNullException.ThrowIfNull(genesis);
        return new ClientSigner(Protocol.CertificateId.Compute(genesis.Hasher, der), key);
    }
}
