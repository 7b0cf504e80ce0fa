using System.Numerics;
using Ledger.Crypto.Hashing;

namespace Ledger.Crypto.Signatures;

/// <summary>
/// RSA verification over fixed parameters (RFC 8017 §8.1.2, §8.2.2): what a signature must decrypt to is made here and compared whole, so
/// that nothing is parsed and no policy of a host has a say. Of libcrypto only the arithmetic.
/// </summary>
internal static class RsaMath
{
    // DigestInfo up to its digest (RFC 8017 §9.2, note 1).
    private static readonly byte[] Sha1Info = Convert.FromHexString("3021300906052B0E03021A05000414");
    private static readonly byte[] Sha256Info = Convert.FromHexString("3031300D060960864801650304020105000420");
    private static readonly byte[] Sha384Info = Convert.FromHexString("3041300D060960864801650304020205000430");
    private static readonly byte[] Sha512Info = Convert.FromHexString("3051300D060960864801650304020305000440");

    /// <summary>PKCS #1 v1.5. The signature is exactly as wide as the modulus.</summary>
    internal static bool VerifyPkcs1(
        ReadOnlySpan<byte> modulus,
        ReadOnlySpan<byte> exponent,
        OpenSslDigest hash,
        ReadOnlySpan<byte> message,
        ReadOnlySpan<byte> signature)
    {
        var info = InfoOf(hash);
        var tail = info.Length + hash.Bytes;
        if (modulus.Length < tail + 11)
        {
            return false;
        }

        var expected = new byte[modulus.Length];
        expected[1] = 1;
        expected.AsSpan(2, modulus.Length - tail - 3).Fill(0xFF);
        info.CopyTo(expected.AsSpan(modulus.Length - tail));
        hash.Hash(message, default, expected.AsSpan(modulus.Length - hash.Bytes));
        var opened = new byte[modulus.Length];
        return TryOpen(modulus, exponent, signature, opened) && opened.AsSpan().SequenceEqual(expected);
    }

    /// <summary>PSS with the same hash for message and mask, and a salt as long as its digest (RFC 8017 §9.1.2).</summary>
    internal static bool VerifyPss(
        ReadOnlySpan<byte> modulus,
        ReadOnlySpan<byte> exponent,
        OpenSslDigest hash,
        ReadOnlySpan<byte> message,
        ReadOnlySpan<byte> signature)
    {
        var opened = new byte[modulus.Length];
        if (!TryOpen(modulus, exponent, signature, opened))
        {
            return false;
        }

        // emBits is one less than the modulus has; where that is a multiple of eight, the encoded message is a byte shorter.
        var bits = (8 * modulus.Length) - BitOperations.LeadingZeroCount(modulus[0]) + 24 - 1;
        var encoded = opened.AsSpan(modulus.Length - ((bits + 7) / 8));
        if (opened.AsSpan(0, opened.Length - encoded.Length).ContainsAnyExcept((byte)0) || encoded.Length < (2 * hash.Bytes) + 2 ||
            encoded[^1] != 0xBC)
        {
            return false;
        }

        var block = encoded[..^(hash.Bytes + 1)];
        var digest = encoded[block.Length..^1];
        var topMask = (byte)(0xFF >> ((8 * encoded.Length) - bits));
        if ((block[0] & ~topMask) != 0)
        {
            return false;
        }

        ApplyMask(hash, digest, block);
        block[0] &= topMask;
        var padding = block[..^(hash.Bytes + 1)];
        if (padding.ContainsAnyExcept((byte)0) || block[padding.Length] != 1)
        {
            return false;
        }

        var salted = new byte[8 + (2 * hash.Bytes)];
        hash.Hash(message, default, salted.AsSpan(8));
        block[^hash.Bytes..].CopyTo(salted.AsSpan(8 + hash.Bytes));
        var expected = new byte[hash.Bytes];
        hash.Hash(salted, default, expected);
        return digest.SequenceEqual(expected);
    }

    /// <summary>signature^exponent mod modulus; false where the signature is not exactly as wide as the modulus, or not below it.</summary>
    private static bool TryOpen(ReadOnlySpan<byte> modulus, ReadOnlySpan<byte> exponent, ReadOnlySpan<byte> signature, Span<byte> opened)
    {
        if (signature.Length != modulus.Length || signature.SequenceCompareTo(modulus) >= 0)
        {
            return false;
        }

        OpenSsl.RsaScratch.Current.Power(signature, exponent, modulus, opened);
        return true;
    }

    /// <summary>MGF1 (RFC 8017 §B.2.1), added to the block.</summary>
    private static void ApplyMask(OpenSslDigest hash, ReadOnlySpan<byte> seed, Span<byte> block)
    {
        Span<byte> counter = stackalloc byte[4];
        var mask = new byte[hash.Bytes];
        for (var at = 0; at < block.Length; at += hash.Bytes)
        {
            System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(counter, at / hash.Bytes);
            hash.Hash(seed, counter, mask);
            for (var i = 0; i < hash.Bytes && at + i < block.Length; i++)
            {
                block[at + i] ^= mask[i];
            }
        }
    }

    private static byte[] InfoOf(OpenSslDigest hash) =>
        ReferenceEquals(hash, OpenSslDigest.Sha256) ? Sha256Info
        : ReferenceEquals(hash, OpenSslDigest.Sha384) ? Sha384Info
        : ReferenceEquals(hash, OpenSslDigest.Sha512) ? Sha512Info
        : Sha1Info;
}
