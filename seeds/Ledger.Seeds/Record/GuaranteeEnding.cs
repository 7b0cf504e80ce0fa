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

    /// <summary>Given back sealed: its section failed. It never stood in place of cash.</summary>
    Surrendered,
}
