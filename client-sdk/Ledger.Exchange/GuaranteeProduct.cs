namespace Ledger.Exchange;

/// <summary>产品类型 (S:N3): in the first a surety company applies to the bank, in the second the bidder does.</summary>
public enum GuaranteeProduct
{
    /// <summary>分离式.</summary>
    Separated = 1,

    /// <summary>直开式.</summary>
    Direct = 2,
}
