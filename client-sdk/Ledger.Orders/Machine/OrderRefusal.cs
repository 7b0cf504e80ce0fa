namespace Ledger.Orders;

/// <summary>Why a letter or a step is refused. The names and numbers are stable; docs/spec/orders.md has the rule of each.</summary>
public enum OrderRefusal
{
    /// <summary>Nothing was refused.</summary>
    None = 0,

    /// <summary>The bytes are no letter in its one encoding, or a field is out of its form.</summary>
    MalformedLetter = 1,

    /// <summary>There is no such order here.</summary>
    UnknownOrder = 2,

    /// <summary>The sender's certificate is not registered, not valid, or not of an active CA.</summary>
    BadCertificate = 3,

    /// <summary>The signature does not verify.</summary>
    BadSignature = 4,

    /// <summary>The sender is not the party whose letter this would be.</summary>
    NotTheParty = 5,

    /// <summary>Another letter stood under this number already.</summary>
    ConflictingLetter = 6,

    /// <summary>The letter does not follow the sender's last one, or answers a letter that was never sent.</summary>
    BrokenThread = 7,

    /// <summary>Too many letters came before their turn.</summary>
    TooEarly = 8,

    /// <summary>The step is not possible in the order's state, or not for this side.</summary>
    WrongState = 9,

    /// <summary>The section is not announced, or its opening time has come.</summary>
    SectionNotAnnounced = 10,

    /// <summary>The amount is below the bond, or below the present one.</summary>
    AmountTooLow = 11,

    /// <summary>The end is before the end of the bids' validity, or before the present one.</summary>
    TermTooShort = 12,

    /// <summary>The opening time has come: nothing is issued any more.</summary>
    DeadlinePassed = 13,

    /// <summary>A reason is missing, or there are too many.</summary>
    ReasonMissing = 14,

    /// <summary>The payer is not the applicant's own basic account.</summary>
    NotBasicAccount = 15,

    /// <summary>Amount or end of a blind order are no tiers, so they would tell of the section.</summary>
    NotATier = 16,

    /// <summary>The terms are not the bond that the section asks for.</summary>
    NotCompliant = 17,

    /// <summary>The terms are not what was applied for, or not what was approved.</summary>
    TermsDiffer = 18,

    /// <summary>What the letter says is on the chain is not there.</summary>
    NotOnChain = 19,

    /// <summary>A field of the content is out of its form.</summary>
    BadField = 20,

    /// <summary>The encapsulation of a blind order is malformed, or was given before.</summary>
    SealingKeyReused = 21,

    /// <summary>The bidder's limit would be exceeded.</summary>
    BidderLimit = 22,

    /// <summary>The guarantor's limit in all would be exceeded.</summary>
    TotalLimit = 23,

    /// <summary>There is an order of this bidder for this section already.</summary>
    OrderExists = 24,

    /// <summary>The guarantee is in a batch that may be on its way.</summary>
    BeingIssued = 25,

    /// <summary>A change is asked for, or answered, that is not the next one, or while another waits.</summary>
    WrongVersion = 26,

    /// <summary>The platform's attestation does not verify, or is for another guarantee.</summary>
    BadAttestation = 27,

    /// <summary>The guarantor has no card on the chain, or is no active member with that role.</summary>
    BadCard = 28,

    /// <summary>More orders than this side keeps.</summary>
    TooManyOrders = 29,

    /// <summary>The folder is another party's, another side's, or of another chain.</summary>
    NotTheOwner = 30,

    /// <summary>There is such an order already, with other content.</summary>
    OrderDiffers = 31,

    /// <summary>The applicant's name is not the one that the chain has for its code.</summary>
    NameDiffers = 32,

    /// <summary>Another folder writes in these orders since.</summary>
    SecondWriter = 33,

    /// <summary>The recovery words are none, or nothing whole lies under them.</summary>
    BadRecovery = 34,

    /// <summary>The file is no voucher, or does not open.</summary>
    BadVoucher = 35,
}
