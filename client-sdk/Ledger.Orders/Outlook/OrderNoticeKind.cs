namespace Ledger.Orders;

/// <summary>What the chain says of an order's section or guarantee that concerns a side.</summary>
public enum OrderNoticeKind
{
    /// <summary>The opening was postponed, and the guarantee ends before the bids' validity does.</summary>
    EndTooShort,

    /// <summary>The section is open.</summary>
    Opened,

    /// <summary>The section failed or was terminated: the sealed guarantee can be taken back.</summary>
    SectionEnded,

    /// <summary>
    /// The sealed guarantee is given back: the request leaves with the first look into the mailboxes after the moment named.
    /// </summary>
    ReturnPlanned,

    /// <summary>The guarantee was revealed, and its guarantor has to restore the clear document.</summary>
    NeedsEndorsement,

    /// <summary>The beneficiary claims.</summary>
    Claimed,

    /// <summary>The claim was refused.</summary>
    ClaimRefused,

    /// <summary>A court stopped the payment.</summary>
    PaymentSuspended,

    /// <summary>The claim was paid.</summary>
    Paid,

    /// <summary>The guarantee was released.</summary>
    Released,

    /// <summary>The guarantee has ended by its time.</summary>
    Expired,
}
