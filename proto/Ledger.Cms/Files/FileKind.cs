namespace Ledger.Cms.Files;

/// <summary>What a file is, or nearly is.</summary>
public enum FileKind
{
    /// <summary>Nothing that is known here.</summary>
    Unknown = 0,

    /// <summary>No bytes.</summary>
    Empty = 1,

    /// <summary>JSON that is no key file of Ledger.</summary>
    Json = 2,

    /// <summary>A PDF document.</summary>
    Pdf = 3,

    /// <summary>A ZIP archive, such as an OFD document.</summary>
    Zip = 4,

    /// <summary>A web page or XML.</summary>
    Markup = 5,

    /// <summary>A Java keystore of the old kind.</summary>
    Jks = 6,

    /// <summary>An S/MIME message of several parts.</summary>
    MimeMultipart = 7,

    /// <summary>An X.509 certificate.</summary>
    Certificate = 10,

    /// <summary>A revocation list.</summary>
    RevocationList = 11,

    /// <summary>A certificate request (PKCS #10).</summary>
    CertificationRequest = 12,

    /// <summary>A public key (SubjectPublicKeyInfo).</summary>
    PublicKey = 13,

    /// <summary>Parameters of a curve, by name or in full.</summary>
    CurveParameters = 14,

    /// <summary>An electronic seal of GB/T 38540.</summary>
    Seal = 15,

    /// <summary>A private key in clear: PKCS #8.</summary>
    Pkcs8 = 20,

    /// <summary>A private key under a password: encrypted PKCS #8.</summary>
    EncryptedPkcs8 = 21,

    /// <summary>A private key of a curve in clear: RFC 5915.</summary>
    EcPrivateKey = 22,

    /// <summary>An RSA private key in clear: PKCS #1.</summary>
    RsaPrivateKey = 23,

    /// <summary>A PKCS #12 file.</summary>
    Pkcs12 = 24,

    /// <summary>CFCA's <c>.sm2</c> file.</summary>
    CfcaSm2 = 25,

    /// <summary>A key file of Ledger.</summary>
    LedgerKeyFile = 26,

    /// <summary>The encryption key of a dual pair, enveloped to the signing key: GM/T 0009, GB/T 35276.</summary>
    EnvelopedKey = 27,

    /// <summary>An authority's answer to the request of a dual pair: GM/T 0092.</summary>
    CertificateResponse = 28,

    /// <summary>A signed message.</summary>
    SignedMessage = 30,

    /// <summary>An encrypted message.</summary>
    EnvelopedMessage = 31,

    /// <summary>A message that is signed and encrypted.</summary>
    SignedEnvelopedMessage = 32,

    /// <summary>A message of another content type.</summary>
    OtherMessage = 33,

    /// <summary>An SM2 ciphertext of GM/T 0009.</summary>
    Sm2Ciphertext = 40,

    /// <summary>A raw SM2 ciphertext.</summary>
    RawSm2Ciphertext = 41,

    /// <summary>A bare signature.</summary>
    Signature = 42,
}
