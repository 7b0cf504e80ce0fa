using Ledger.Crypto;
using Ledger.Crypto.Keys;

namespace Ledger.Certificates;

/// <summary>
/// The key that a certificate certifies, whatever its strength. Whether it is strong enough is path validation's to judge at a date;
/// whether it may sign on the ledger, <see cref="PublicKeyRules"/>'s.
/// </summary>
public sealed class CertificateKey
{
    internal CertificateKey(
        KeyAlgorithm algorithm, int bits, ReadOnlyMemory<byte> subjectPublicKeyInfo, ReadOnlyMemory<byte> encoded, PublicKey? ledgerKey)
    {
        Algorithm = algorithm;
        Bits = bits;
        SubjectPublicKeyInfo = subjectPublicKeyInfo;
        Encoded = encoded;
        LedgerKey = ledgerKey;
    }

    /// <summary>The kind of key.</summary>
    public KeyAlgorithm Algorithm { get; }

    /// <summary>Size of the RSA modulus or of the curve's field, in bits; 0 for <see cref="KeyAlgorithm.Unsupported"/>.</summary>
    public int Bits { get; }

    /// <summary>The DER <c>SubjectPublicKeyInfo</c> as it stands in the certificate.</summary>
    public ReadOnlyMemory<byte> SubjectPublicKeyInfo { get; }

    /// <summary>
    /// The key as the ledger's own verifier takes it; null for P-521, for RSA outside 2048 to 8192 bits, and for unsupported kinds.
    /// </summary>
    public PublicKey? LedgerKey { get; }

    /// <summary>The content of the key's BIT STRING: a point <c>04‖x‖y</c>, or an <c>RSAPublicKey</c>.</summary>
    internal ReadOnlyMemory<byte> Encoded { get; }
}
