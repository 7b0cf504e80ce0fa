namespace Ledger.Orders;

/// <summary>
/// Where an order stands (DOMAIN §2). The numbers are those of a provincial platform's list; ours alone is <see cref="Surrendered"/>.
/// </summary>
public enum OrderState
{
    /// <summary>暂存: not sent yet.</summary>
    Draft = 1,

    /// <summary>待审核: with the guarantor.</summary>
    Submitted = 2,

    /// <summary>待支付: approved, the premium is due.</summary>
    AwaitPayment = 3,

    /// <summary>审核不通过.</summary>
    Rejected = 4,

    /// <summary>投保合同待签订: paid.</summary>
    AwaitSign = 5,

    /// <summary>保函待开具: contract signed, the guarantee comes with one of the next batches.</summary>
    AwaitIssue = 6,

    /// <summary>其他（已撤销）: cancelled before the guarantee was issued.</summary>
    Cancelled = 9,

    /// <summary>完成（密文保函已开立）: the sealed guarantee is on the chain.</summary>
    IssuedSealed = 10,

    /// <summary>已退保: the sealed guarantee was surrendered.</summary>
    Surrendered = 11,
}
