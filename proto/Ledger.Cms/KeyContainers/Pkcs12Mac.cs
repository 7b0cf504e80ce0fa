using System.Formats.Asn1;
using System.Security.Cryptography;
using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Crypto.Macs;
using Org.BouncyCastle.Crypto.Parameters;

namespace Ledger.Cms.KeyContainers;

/// <summary>The MAC over a PKCS#12 file's contents (RFC 7292 §4).</summary>
internal static class Pkcs12Mac
{
    private const byte MacKey = 3;

    internal static KeyContainerError Check(AsnReader data, byte[] contents, PasswordDerivation derivation)
    {
        var digestInfo = data.ReadSequence();
        var algorithm = AlgorithmId.Read(digestInfo);
        var expected = digestInfo.ReadOctetString();
        var salt = data.ReadOctetString();
        var rounds = data.HasData ? (data.TryReadInt32(out var given) ? given : -1) : 1;
        data.ThrowIfNotEmpty();
        if (salt.Length is 0 or > 1024)
        {
            return KeyContainerError.Malformed;
        }

        if (HashOf(algorithm.Oid) is not var (hash, hashBytes))
        {
            return derivation.Refuse(algorithm.Oid);
        }

        if (!derivation.TryTake(rounds))
        {
            return KeyContainerError.TooManyRounds;
        }

        var key = derivation.Pkcs12(hash, hashBytes, MacKey, salt, rounds, hashBytes);
        try
        {
            return CryptographicOperations.FixedTimeEquals(Compute(algorithm.Oid, key, contents), expected)
                ? KeyContainerError.None
                : KeyContainerError.WrongPasswordOrDamaged;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    /// <summary>The hash function of PKCS#12's own derivation and its digest's length.</summary>
    internal static (Func<byte[], byte[]> Hash, int Bytes)? HashOf(string oid) => oid switch
    {
#pragma warning disable CA5350 // SHA-1 is what old files were made with; the key inside is checked against its certificate.
        CmsOids.Sha1 => (SHA1.HashData, 20),
#pragma warning restore CA5350
        CmsOids.Sha256 or CmsOids.Sm3 => (input => CmsDigest.Compute(oid, input)!, 32),
        CmsOids.Sha384 => (SHA384.HashData, 48),
        CmsOids.Sha512 => (SHA512.HashData, 64),
        _ => null,
    };

    private static byte[] Compute(string oid, byte[] key, byte[] contents)
    {
        if (oid == CmsOids.Sm3)
        {
            var mac = new HMac(new SM3Digest());
            mac.Init(new KeyParameter(key));
            mac.BlockUpdate(contents, 0, contents.Length);
            var output = new byte[mac.GetMacSize()];
            mac.DoFinal(output, 0);
            return output;
        }

        return oid switch
        {
#pragma warning disable CA5350 // As above.
            CmsOids.Sha1 => HMACSHA1.HashData(key, contents),
#pragma warning restore CA5350
            CmsOids.Sha256 => HMACSHA256.HashData(key, contents),
            CmsOids.Sha384 => HMACSHA384.HashData(key, contents),
            _ => HMACSHA512.HashData(key, contents),
        };
    }
}
