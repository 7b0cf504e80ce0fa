namespace Ledger.Seeds;

/// <summary>How a guarantee of the record ends.</summary>
public enum GuaranteeEnding
{
    /// <summary>The bidder lost: released after the award.</summary>
    NotAwarded,

    /// <summary>The bidder won: released after the contract was signed.</summary>
    ContractSigned,

    /// <summary>Claimed and paid.</summary>
    Paid,

    /// <summary>Claimed, refused with discrepancies, released later.</summary>
    Refused,

    /// <summary>Claimed, refused, presented again with what was missing, and paid.</summary>
    PaidOnSecondClaim,

    /// <summary>The bid could not be decrypted, through another's fault: released (撤回).</summary>
    NotDecrypted,

    /// <summary>The bidder did not agree to longer validity: its bid lapsed, released.</summary>
    ExtensionRefused,

    /// <summary>Given back sealed: its section failed. It never stood in place of cash.</summary>
    Surrendered,

    /// <summary>Given back sealed: its bid was withdrawn before the opening time. It never stood in place of cash.</summary>
    Withdrawn,
}
