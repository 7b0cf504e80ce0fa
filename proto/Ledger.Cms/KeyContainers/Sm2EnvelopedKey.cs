using System.Formats.Asn1;
using System.Security.Cryptography;
using Ledger.Cms.Encryption;
using Ledger.Crypto;
using Ledger.Crypto.Keys;

namespace Ledger.Cms.KeyContainers;

/// <summary>
/// The encryption key of a dual pair as the authority hands it out (GM/T 0009 §7.4, GB/T 35276 SM2EnvelopedKey): encrypted with SM4-ECB
/// under a key that is encrypted to the bidder's signing key.
/// </summary>
public static class Sm2EnvelopedKey
{
    private const int ScalarBytes = 32;
    private const int KeyBytes = 16;

    /// <summary>
    /// The key pair, after it was checked that dG is the public key that came along; null with the reason. The private key is 32 bytes, or
    /// 32 zero bytes and then the 32 (SKF).
    /// </summary>
    /// <param name="der">The container.</param>
    /// <param name="signingKey">The bidder's signing key pair, to which it was enveloped.</param>
    /// <param name="error">The reason, or <see cref="KeyContainerError.None"/>.</param>
    public static KeyPair? TryOpen(ReadOnlyMemory<byte> der, KeyPair signingKey, out KeyContainerError error)
    {
        ArgumentNullException.ThrowIfNull(signingKey);
        return ContainerReading.Read(der, sequence => Read(sequence, signingKey), out error);
    }

    /// <summary>Envelopes <paramref name="key"/> to <paramref name="recipient"/>: for test authorities.</summary>
    /// <exception cref="ArgumentException">One of the keys is not SM2.</exception>
    public static byte[] Write(KeyPair key, PublicKey recipient)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (key.Algorithm != SignatureAlgorithm.Sm2Sm3)
        {
            throw new ArgumentException("Only an SM2 key is enveloped.", nameof(key));
        }

        var wrapping = RandomNumberGenerator.GetBytes(KeyBytes);
        var scalar = key.PrivateKey.ToArray();
        try
        {
            BlockCiphers.RunSm4Ecb(forEncryption: true, wrapping, scalar);
            var writer = new AsnWriter(AsnEncodingRules.DER);
            using (writer.PushSequence())
            {
                AlgorithmId.Write(writer, CmsOids.Sm4Ecb, withNull: false);
                writer.WriteEncodedValue(Sm2Encryption.Encrypt(recipient, wrapping, Sm2CiphertextForm.Asn1));
                writer.WriteBitString(key.PublicKey.Encoded);
                writer.WriteBitString(scalar);
            }

            return writer.Encode();
        }
        finally
        {
            CryptographicOperations.ZeroMemory(wrapping);
            CryptographicOperations.ZeroMemory(scalar);
        }
    }

    internal static (KeyPair?, KeyContainerError) Read(AsnReader sequence, KeyPair signingKey)
    {
        var algorithm = AlgorithmId.Read(sequence);
        var wrapped = sequence.ReadEncodedValue();
        var point = sequence.ReadBitString(out var unusedPoint);
        var encrypted = sequence.ReadBitString(out var unusedKey);
        sequence.ThrowIfNotEmpty();
        if (algorithm.Oid is not (CmsOids.Sm4Ecb or CmsOids.Sm4) || !algorithm.HasNoParameters ||
            signingKey.Algorithm != SignatureAlgorithm.Sm2Sm3)
        {
            return (null, KeyContainerError.Algorithm);
        }

        if (unusedPoint != 0 || unusedKey != 0 || encrypted.Length is not (ScalarBytes or (2 * ScalarBytes)))
        {
            return (null, KeyContainerError.Malformed);
        }

        var key = Sm2Encryption.TryDecrypt(signingKey, wrapped, Sm2CiphertextForm.Asn1);
        try
        {
            return key?.Length == KeyBytes ? Unwrap(key, encrypted, point) : (null, KeyContainerError.WrongPasswordOrDamaged);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
            CryptographicOperations.ZeroMemory(encrypted);
        }
    }

    /// <summary>Decrypts in place and checks the pair against <paramref name="point"/>.</summary>
    internal static (KeyPair?, KeyContainerError) Unwrap(ReadOnlySpan<byte> key, Span<byte> encrypted, ReadOnlySpan<byte> point)
    {
        BlockCiphers.RunSm4Ecb(forEncryption: false, key, encrypted);
        if (Pkcs8PrivateKey.FromScalar(SignatureAlgorithm.Sm2Sm3, encrypted) is not { } pair)
        {
            return (null, KeyContainerError.WrongPasswordOrDamaged);
        }

        if (pair.PublicKey.Encoded.SequenceEqual(point))
        {
            return (pair, KeyContainerError.None);
        }

        pair.Dispose();
        return (null, KeyContainerError.KeyMismatch);
    }
}
