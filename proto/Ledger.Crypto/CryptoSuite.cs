namespace Ledger.Crypto;

/// <summary>
/// The chain's own algorithms, fixed in genesis. Members' and bidders' certificates may use any <see cref="SignatureAlgorithm"/> in either.
/// </summary>
public enum CryptoSuite : byte
{
    /// <summary>SM2 signatures, SM3 hashes, SM4 encryption (GM/T 0002, 0003, 0004). The default.</summary>
    Guomi = 1,

    /// <summary>ECDSA on P-256, SHA-256, AES.</summary>
    International = 2,
}
