namespace Ledger.Certificates.Extensions;

/// <summary>What a certified key may do (RFC 5280 §4.2.1.3). Bit <i>n</i> of the standard is bit <i>n</i> here.</summary>
[Flags]
public enum KeyUsages
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Sign for authentication and integrity.</summary>
    DigitalSignature = 1 << 0,

    /// <summary>Sign so that the signer cannot later deny it.</summary>
    NonRepudiation = 1 << 1,

    /// <summary>Encrypt keys.</summary>
    KeyEncipherment = 1 << 2,

    /// <summary>Encrypt data directly.</summary>
    DataEncipherment = 1 << 3,

    /// <summary>Agree on keys.</summary>
    KeyAgreement = 1 << 4,

    /// <summary>Sign certificates.</summary>
    KeyCertSign = 1 << 5,

    /// <summary>Sign revocation lists.</summary>
    CrlSign = 1 << 6,

    /// <summary>In key agreement, only encipher.</summary>
    EncipherOnly = 1 << 7,

    /// <summary>In key agreement, only decipher.</summary>
    DecipherOnly = 1 << 8,

    /// <summary>What a signing certificate of a dual pair carries (GM/T 0015): it never decrypts.</summary>
    Signing = DigitalSignature | NonRepudiation,

    /// <summary>What an encryption certificate of a dual pair carries (GM/T 0015): it never signs.</summary>
    Encryption = KeyEncipherment | DataEncipherment | KeyAgreement,
}
