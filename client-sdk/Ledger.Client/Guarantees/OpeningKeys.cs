using Ledger.Crypto;

namespace Ledger.Client.Guarantees;

/// <summary>The keys that sections are sealed to.</summary>
public static class OpeningKeys
{
    /// <summary>The algorithm of opening keys on a chain of this suite: SM2 or P-256.</summary>
    public static SignatureAlgorithm AlgorithmOf(CryptoSuite suite) =>
        suite == CryptoSuite.Guomi ? SignatureAlgorithm.Sm2Sm3 : SignatureAlgorithm.EcdsaP256Sha256;
}
