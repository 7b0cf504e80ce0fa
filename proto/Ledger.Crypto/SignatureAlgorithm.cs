namespace Ledger.Crypto;

/// <summary>How a signature was made. The values are part of the wire format and never change.</summary>
public enum SignatureAlgorithm : byte
{
    /// <summary>SM2 with SM3 over ZA and the message, default ID <c>1234567812345678</c>, strict DER (GB/T 32918.2).</summary>
    Sm2Sm3 = 1,

    /// <summary>ECDSA on P-256 with SHA-256, strict DER.</summary>
    EcdsaP256Sha256 = 2,

    /// <summary>ECDSA on P-384 with SHA-384, strict DER.</summary>
    EcdsaP384Sha384 = 3,

    /// <summary>RSA PKCS#1 v1.5 with SHA-256, modulus of 2048 to 8192 bits.</summary>
    RsaPkcs1Sha256 = 4,
}
