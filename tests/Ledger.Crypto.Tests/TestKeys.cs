using System.Security.Cryptography;
using Ledger.Crypto.Keys;

namespace Ledger.Crypto.Tests;

/// <summary>Key pairs for tests: from fixed seeds, and one of RSA for the whole run, since finding its primes takes long.</summary>
internal static class TestKeys
{
    private static readonly Lazy<byte[]> Rsa = new(() =>
    {
        using var rsa = RSA.Create(2048);
        return rsa.ExportRSAPrivateKey();
    });

    internal static KeyPair Of(SignatureAlgorithm algorithm, byte seed = 0)
    {
        if (algorithm == SignatureAlgorithm.RsaPkcs1Sha256)
        {
            return KeyPair.FromPrivateKey(algorithm, Rsa.Value);
        }

        var bytes = new byte[KeyPair.SeedBytes];
        bytes[0] = seed;
        return KeyPair.FromSeed(algorithm, bytes);
    }
}
