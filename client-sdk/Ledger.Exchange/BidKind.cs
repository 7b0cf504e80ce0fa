namespace Ledger.Exchange;

/// <summary>招标类型 (S:N3).</summary>
public enum BidKind
{
    /// <summary>服务.</summary>
    Services = 1,

    /// <summary>货物.</summary>
    Goods = 2,

    /// <summary>工程.</summary>
    Works = 3,
}
