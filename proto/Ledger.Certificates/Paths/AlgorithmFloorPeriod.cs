namespace Ledger.Certificates.Paths;

/// <summary>What is strong enough from a time on.</summary>
/// <param name="FromMs">From when, in milliseconds since 1970-01-01 UTC.</param>
/// <param name="RsaBitsMin">Smallest RSA modulus, in bits.</param>
/// <param name="EcdsaBitsMin">Smallest field of an ECDSA curve, in bits.</param>
/// <param name="Sha1">Whether SHA-1 signatures are believed.</param>
/// <param name="Sm2">Whether SM2 with SM3 is taken.</param>
public sealed record AlgorithmFloorPeriod(long FromMs, int RsaBitsMin = 2048, int EcdsaBitsMin = 256, bool Sha1 = false, bool Sm2 = true);
