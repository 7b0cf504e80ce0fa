namespace Ledger.Exchange;

/// <summary>The guarantor's reply to a claim.</summary>
public enum ClaimReplyStatus
{
    /// <summary>Paid in full.</summary>
    Paid = 1,

    /// <summary>Refused, with every discrepancy at once (URDG 758 §24).</summary>
    Refused = 2,
}
