namespace Ledger.Orders;

/// <summary>What is known of each state.</summary>
public static class OrderStates
{
    /// <summary>The state's stable name, in capitals.</summary>
    public static string NameOf(OrderState state) => state switch
    {
        OrderState.Draft => "DRAFT",
        OrderState.Submitted => "SUBMITTED",
        OrderState.AwaitPayment => "AWAIT_PAYMENT",
        OrderState.Rejected => "REJECTED",
        OrderState.AwaitSign => "AWAIT_SIGN",
        OrderState.AwaitIssue => "AWAIT_ISSUE",
        OrderState.Cancelled => "CANCELLED",
        OrderState.IssuedSealed => "ISSUED_SEALED",
        OrderState.Surrendered => "SURRENDERED",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "There is no such state."),
    };

    /// <summary>The state's Chinese name.</summary>
    public static string ChineseNameOf(OrderState state) => state switch
    {
        OrderState.Draft => "暂存",
        OrderState.Submitted => "待审核",
        OrderState.AwaitPayment => "待支付",
        OrderState.Rejected => "审核不通过",
        OrderState.AwaitSign => "投保合同待签订",
        OrderState.AwaitIssue => "保函待开具",
        OrderState.Cancelled => "其他（已撤销）",
        OrderState.IssuedSealed => "完成（密文保函已开立）",
        OrderState.Surrendered => "已退保",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "There is no such state."),
    };

    /// <summary>Whether nothing can follow.</summary>
    public static bool IsEnd(OrderState state) => state is OrderState.Rejected or OrderState.Cancelled or OrderState.Surrendered;

    /// <summary>Whether an order in this state weighs on the guarantor: approved, and no end yet.</summary>
    public static bool IsExposed(OrderState state) =>
        state is OrderState.AwaitPayment or OrderState.AwaitSign or OrderState.AwaitIssue or OrderState.IssuedSealed;
}
