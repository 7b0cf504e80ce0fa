namespace Ledger.Phone;

/// <summary>Why the phone will not. The values are stable.</summary>
public enum PhoneRefusal
{
    /// <summary>It will.</summary>
    None = 0,

    /// <summary>What was scanned is no QR of a session.</summary>
    NotAQr = 1,

    /// <summary>The session's time is over, or has not begun.</summary>
    Expired = 2,

    /// <summary>The origin is not among those that the person has taken.</summary>
    OriginNotAllowed = 3,

    /// <summary>The session is signed by another organisation than the origin's.</summary>
    OtherCentre = 4,

    /// <summary>The centre's certificate is not registered, not valid, or not a trading centre's.</summary>
    CentreCertificate = 5,

    /// <summary>The QR's signature is not the centre's.</summary>
    CentreSignature = 6,

    /// <summary>What came through the relay was changed, moved or left out.</summary>
    RelayTampered = 7,

    /// <summary>The details are not those that the QR names.</summary>
    SwappedPayload = 8,

    /// <summary>A document is not the one whose digest is to be signed.</summary>
    DocumentDiffers = 9,

    /// <summary>The PIN is wrong.</summary>
    WrongPin = 10,

    /// <summary>Too many wrong PINs: the vault is locked.</summary>
    PinLocked = 11,

    /// <summary>The vault is absent, damaged, or readable by others.</summary>
    Vault = 12,

    /// <summary>The vault holds no encryption key, and the act needs one.</summary>
    NoEncryptionKey = 13,

    /// <summary>The section is not open, or whether it is cannot be told: nothing is decrypted.</summary>
    SectionNotOpen = 14,

    /// <summary>The bid file is not this section's, not this bidder's, or not for this key.</summary>
    BidFile = 15,

    /// <summary>The certificate's algorithm does not sign digests of this chain's hash.</summary>
    DigestAlgorithm = 16,

    /// <summary>There is no session to go on with.</summary>
    NoSession = 17,

    /// <summary>The electronic seal is none that can be put on, is not this certificate's, or is not valid now.</summary>
    Seal = 18,

    /// <summary>The node says that the session is confirmed and cannot show that the number is the page's: nothing was given.</summary>
    NumberNotProved = 19,

    /// <summary>The newest block that the node shows is too old, or ahead of the phone's clock: nothing is confirmed on it.</summary>
    StaleChain = 20,
}
