using System.Security.Cryptography;
using Ledger.Crypto;
using Ledger.Crypto.Hashing;
using Ledger.Crypto.Keys;
using Ledger.Crypto.OpenSsl;
using Ledger.Crypto.Signatures;

namespace Ledger.Cms.Encryption;

/// <summary>
/// SM2 public-key encryption (GB/T 32918.4). It has no associated data, so it should only wrap a random key; what binds the context is the
/// authenticated cipher under that key.
/// </summary>
public static class Sm2Encryption
{
    /// <summary>Longest plaintext, in bytes.</summary>
    public const int PlaintextBytesMax = 64 * 1024;

    private const int PointBytes = 65;

    /// <summary>Encrypts 1 to <see cref="PlaintextBytesMax"/> bytes to an SM2 key.</summary>
    /// <exception cref="ArgumentException">The plaintext's length is out of range, or the recipient is no SM2 key on the curve.</exception>
    public static byte[] Encrypt(PublicKey recipient, ReadOnlySpan<byte> plaintext, Sm2CiphertextForm form)
    {
        ArgumentNullException.ThrowIfNull(recipient);
        if (recipient.Algorithm != SignatureAlgorithm.Sm2Sm3 || plaintext.Length is 0 or > PlaintextBytesMax)
        {
            throw new ArgumentException($"SM2 encrypts 1 to {PlaintextBytesMax} bytes to an SM2 key.", nameof(recipient));
        }

        Span<byte> scalar = stackalloc byte[32];
        Span<byte> shared = stackalloc byte[PointBytes];
        var point = new byte[PointBytes];
        var text = new byte[plaintext.Length];
        try
        {
            do
            {
                PrivateScalar.Draw(EcCurve.Sm2, scalar);
                using var secret = PrivateScalar.Of(EcCurve.Sm2, scalar);
                if (!secret.TryMultiply(recipient.Encoded, shared))
                {
                    throw new ArgumentException("The recipient's key is not a point of the SM2 curve.", nameof(recipient));
                }

                secret.MultiplyBase(point);
            }
            while (!TryMask(shared, plaintext, text));

            return new Sm2Ciphertext(point, text, DigestOf(shared, plaintext)).Write(form);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(scalar);
            CryptographicOperations.ZeroMemory(shared);
        }
    }

    /// <summary>
    /// The plaintext, which the caller clears; null for every failure alike. C1 is checked to be on the curve before the key touches it:
    /// otherwise small-order points of other curves reveal the key (CVE-2026-23966).
    /// </summary>
    /// <exception cref="ArgumentException">The key is no SM2 key.</exception>
    public static byte[]? TryDecrypt(KeyPair key, ReadOnlyMemory<byte> ciphertext, Sm2CiphertextForm form)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (key.Algorithm != SignatureAlgorithm.Sm2Sm3)
        {
            throw new ArgumentException($"{key.Algorithm} is no SM2 key.", nameof(key));
        }

        if (ciphertext.Length > PlaintextBytesMax + 256 || !Sm2Ciphertext.TryRead(ciphertext, form, out var parts) ||
            parts.Text.Length > PlaintextBytesMax)
        {
            return null;
        }

        Span<byte> shared = stackalloc byte[PointBytes];
        var plaintext = new byte[parts.Text.Length];
        try
        {
            using var scalar = PrivateScalar.Of(EcCurve.Sm2, key.PrivateKey);
            if (scalar.TryMultiply(parts.Point, shared)
                && TryMask(shared, parts.Text, plaintext)
                && CryptographicOperations.FixedTimeEquals(DigestOf(shared, plaintext), parts.Digest))
            {
                return plaintext;
            }

            CryptographicOperations.ZeroMemory(plaintext);
            return null;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(shared);
        }
    }

    /// <summary>Writes input ⊕ t with t = KDF(x₂‖y₂); false where t is all zero, which would leave the input in clear.</summary>
    private static bool TryMask(ReadOnlySpan<byte> shared, ReadOnlySpan<byte> input, Span<byte> output)
    {
        Sm3Kdf.Derive(shared[1..], output);
        var isZero = !output.ContainsAnyExcept((byte)0);
        for (var i = 0; i < output.Length; i++)
        {
            output[i] ^= input[i];
        }

        return !isZero;
    }

    /// <summary>C3 = SM3(x₂ ‖ M ‖ y₂).</summary>
    private static byte[] DigestOf(ReadOnlySpan<byte> shared, ReadOnlySpan<byte> plaintext)
    {
        using var hash = Hashers.For(CryptoSuite.Guomi).Start();
        hash.Append(shared.Slice(1, 32));
        hash.Append(plaintext);
        hash.Append(shared[33..]);
        var digest = new byte[IHasher.DigestBytes];
        hash.Finish(digest);
        return digest;
    }
}
