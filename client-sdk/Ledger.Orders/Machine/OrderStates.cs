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

    /// <summary>Whether nothing can follow.</summary>
    public static bool IsEnd(OrderState state) => state is OrderState.Rejected or OrderState.Cancelled or OrderState.Surrendered;

    /// <summary>Whether an order in this state weighs on the guarantor: approved, and no end yet.</summary>
    public static bool IsExposed(OrderState state) =>
        state is OrderState.AwaitPayment or OrderState.AwaitSign or OrderState.AwaitIssue or OrderState.IssuedSealed;
}
