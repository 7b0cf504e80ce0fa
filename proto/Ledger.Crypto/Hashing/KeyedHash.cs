using System.Security.Cryptography;

namespace Ledger.Crypto.Hashing;

/// <summary>
/// HMAC (RFC 2104, GM/T 0042) with a suite's hash: HMAC-SM3 or HMAC-SHA-256. For what only the owner of a secret may derive.
/// </summary>
public static class KeyedHash
{
    /// <summary>Length of the outcome in bytes.</summary>
    public const int Bytes = IHasher.DigestBytes;

    private const int BlockBytes = 64;

    /// <summary>The 32 bytes that follow from key and message.</summary>
    /// <exception cref="ArgumentException">The key is empty or longer than 64 bytes.</exception>
    public static byte[] Compute(IHasher hasher, ReadOnlySpan<byte> key, ReadOnlySpan<byte> message)
    {
        ArgumentNullException.ThrowIfNull(hasher);
        if (key.Length is 0 or > BlockBytes)
        {
            throw new ArgumentException($"A key has 1 to {BlockBytes} bytes, not {key.Length}.", nameof(key));
        }

        Span<byte> pad = stackalloc byte[BlockBytes];
        var digest = new byte[Bytes];
        Mask(key, 0x36, pad);
        Hash(hasher, pad, message, digest);
        Mask(key, 0x5C, pad);
        Hash(hasher, pad, digest, digest);
        CryptographicOperations.ZeroMemory(pad);
        return digest;
    }

    private static void Mask(ReadOnlySpan<byte> key, byte value, Span<byte> pad)
    {
        pad.Fill(value);
        for (var i = 0; i < key.Length; i++)
        {
            pad[i] ^= key[i];
        }
    }

    private static void Hash(IHasher hasher, ReadOnlySpan<byte> pad, ReadOnlySpan<byte> message, Span<byte> digest)
    {
        using var hash = hasher.Start();
        hash.Append(pad);
        hash.Append(message);
        hash.Finish(digest);
    }
}
