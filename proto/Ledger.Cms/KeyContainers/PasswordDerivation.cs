using System.Security.Cryptography;
using System.Text;
using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Crypto.Generators;
using Org.BouncyCastle.Crypto.Parameters;

namespace Ledger.Cms.KeyContainers;

/// <summary>
/// From a container's password to keys, with a budget of rounds for the whole container, and what was met on the way. Disposing it clears
/// the password.
/// </summary>
internal sealed class PasswordDerivation : IDisposable
{
    internal const int RoundsMax = 10_000_000;

    private readonly byte[] _utf8;
    private readonly byte[] _bmp;
    private int _roundsLeft = RoundsMax;

    /// <param name="password">The password.</param>
    /// <param name="bareEmpty">Whether an empty password is no bytes rather than a terminating zero: tools write both.</param>
    internal PasswordDerivation(ReadOnlySpan<char> password, bool bareEmpty = false)
    {
        _utf8 = new byte[Encoding.UTF8.GetByteCount(password)];
        Encoding.UTF8.GetBytes(password, _utf8);
        // RFC 7292 appendix B.1: big-endian UTF-16 with a terminating zero.
        _bmp = bareEmpty ? [] : new byte[(2 * password.Length) + 2];
        Encoding.BigEndianUnicode.GetBytes(password, _bmp);
    }

    /// <summary>What the owner should know of how the container is protected.</summary>
    internal List<string> Warnings { get; } = [];

    /// <summary>The algorithm that is not taken, where that is why the container does not open.</summary>
    internal string? Untaken { get; private set; }

    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(_utf8);
        CryptographicOperations.ZeroMemory(_bmp);
    }

    internal KeyContainerError Refuse(string oid)
    {
        Untaken = PasswordAlgorithms.NameOf(oid);
        return KeyContainerError.Algorithm;
    }

    /// <summary>Notes that an algorithm of old protects the key.</summary>
    internal void WarnOf(string oid)
    {
        var warning = $"it is encrypted with {PasswordAlgorithms.NameOf(oid)}, an algorithm of old that no longer protects a key";
        if (!Warnings.Contains(warning))
        {
            Warnings.Add(warning);
        }
    }

    /// <summary>Takes rounds from the budget; false where it is used up.</summary>
    internal bool TryTake(int rounds)
    {
        if (rounds < 1 || rounds > _roundsLeft)
        {
            return false;
        }

        _roundsLeft -= rounds;
        return true;
    }

    /// <summary>PBKDF2 (RFC 8018 §5.2); null where the pseudo-random function is not taken.</summary>
    internal byte[]? Pbkdf2(string prfOid, byte[] salt, int rounds, int keyBytes)
    {
        if (prfOid == "1.2.156.10197.1.401.2")
        {
            var generator = new Pkcs5S2ParametersGenerator(new SM3Digest());
            generator.Init(_utf8, salt, rounds);
            return ((KeyParameter)generator.GenerateDerivedMacParameters(8 * keyBytes)).GetKey();
        }

        HashAlgorithmName? hash = prfOid switch
        {
            "1.2.840.113549.2.7" => HashAlgorithmName.SHA1,
            "1.2.840.113549.2.9" => HashAlgorithmName.SHA256,
            "1.2.840.113549.2.10" => HashAlgorithmName.SHA384,
            "1.2.840.113549.2.11" => HashAlgorithmName.SHA512,
            _ => null,
        };
        return hash is { } name ? Rfc2898DeriveBytes.Pbkdf2(_utf8, salt, rounds, name, keyBytes) : null;
    }

    /// <summary>The key derivation of PKCS#12 itself (RFC 7292 appendix B.2): id 1 for a key, 2 for an IV, 3 for a MAC key.</summary>
    internal byte[] Pkcs12(Func<byte[], byte[]> hash, int hashBytes, byte id, byte[] salt, int rounds, int outputBytes)
    {
        var blockBytes = hashBytes > 32 ? 128 : 64;
        byte[] diversifier = [.. Enumerable.Repeat(id, blockBytes)];
        byte[] input = [.. Fill(salt, blockBytes), .. Fill(_bmp, blockBytes)];
        var output = new byte[outputBytes];
        for (var written = 0; written < outputBytes; written += hashBytes)
        {
            var a = hash([.. diversifier, .. input]);
            for (var round = 1; round < rounds; round++)
            {
                a = hash(a);
            }

            a.AsSpan(0, Math.Min(hashBytes, outputBytes - written)).CopyTo(output.AsSpan(written));
            AddToBlocks(input, Fill(a, blockBytes), blockBytes);
        }

        CryptographicOperations.ZeroMemory(input);
        return output;
    }

    /// <summary>Each block of the input plus b plus 1, modulo 2^(8v).</summary>
    private static void AddToBlocks(byte[] input, byte[] b, int blockBytes)
    {
        for (var at = 0; at < input.Length; at += blockBytes)
        {
            var carry = 1;
            for (var i = blockBytes - 1; i >= 0; i--)
            {
                carry += input[at + i] + b[i];
                input[at + i] = (byte)carry;
                carry >>= 8;
            }
        }
    }

    private static byte[] Fill(byte[] source, int blockBytes)
    {
        var filled = new byte[blockBytes * ((source.Length + blockBytes - 1) / blockBytes)];
        for (var i = 0; i < filled.Length; i++)
        {
            filled[i] = source[i % source.Length];
        }

        return filled;
    }
}
