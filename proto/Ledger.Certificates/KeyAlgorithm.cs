namespace Ledger.Certificates;

/// <summary>The kind of a certified key. The values are stable.</summary>
public enum KeyAlgorithm
{
    /// <summary>None that path validation can check signatures of: DSA, Ed25519, a curve by another name.</summary>
    Unsupported = 0,

    /// <summary>SM2 (GB/T 32918).</summary>
    Sm2 = 1,

    /// <summary>Elliptic curve P-256 (FIPS 186-5).</summary>
    EcdsaP256 = 2,

    /// <summary>Elliptic curve P-384 (FIPS 186-5).</summary>
    EcdsaP384 = 3,

    /// <summary>Elliptic curve P-521 (FIPS 186-5).</summary>
    EcdsaP521 = 4,

    /// <summary>RSA (RFC 8017).</summary>
    Rsa = 5,
}
