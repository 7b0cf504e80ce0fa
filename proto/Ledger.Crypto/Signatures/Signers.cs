using System.Security.Cryptography;

namespace Ledger.Crypto.Signatures;

/// <summary>Makes signers from private keys.</summary>
public static class Signers
{
    /// <summary>
    /// A signer for <paramref name="privateKey"/>: the big-endian scalar, as wide as the curve's order, or for RSA the DER
    /// <c>RSAPrivateKey</c>. The bytes are copied; the caller clears its own.
    /// </summary>
    /// <exception cref="CryptographicException">
    /// The key is malformed or its scalar out of range (SM2: [1, n−2], ECDSA: [1, n−1]).
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such algorithm.</exception>
    public static Signer Create(SignatureAlgorithm algorithm, ReadOnlySpan<byte> privateKey) => algorithm switch
    {
        SignatureAlgorithm.Sm2Sm3 => new Sm2Signer(privateKey),
        SignatureAlgorithm.EcdsaP256Sha256 or SignatureAlgorithm.EcdsaP384Sha384 => new EcdsaSigner(algorithm, privateKey),
        SignatureAlgorithm.RsaPkcs1Sha256 => new RsaSigner(privateKey),
        _ => throw new ArgumentOutOfRangeException(nameof(algorithm), algorithm, "There is no such algorithm."),
    };
}
