using Ledger.Crypto.FastSm3;

namespace Ledger.Crypto.Hashing;

/// <summary>The hash of each suite.</summary>
public static class Hashers
{
    private static readonly IHasher Sm3 = new BatchSm3(new OpenSslSm3());
    private static readonly IHasher Sha256 = new OpenSslHasher(CryptoSuite.International, OpenSslDigest.Sha256);

    /// <summary>
    /// SM3 (GB/T 32905) for <see cref="CryptoSuite.Guomi"/>, SHA-256 (FIPS 180-4) for <see cref="CryptoSuite.International"/>.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The suite is neither.</exception>
    public static IHasher For(CryptoSuite suite) => suite switch
    {
        CryptoSuite.Guomi => Sm3,
        CryptoSuite.International => Sha256,
        _ => throw new ArgumentOutOfRangeException(nameof(suite), suite, "There is no such suite."),
    };
}
