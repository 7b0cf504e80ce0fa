namespace Ledger.Crypto.Hashing;

/// <summary>SM3 by libcrypto.</summary>
internal sealed class OpenSslSm3() : OpenSslHasher(CryptoSuite.Guomi, OpenSslDigest.Sm3);
