using Ledger.Protocol.V1;

namespace Ledger.Orders;

/// <summary>Who acts next in each state, as one table that both sides show (docs/spec/orders.md).</summary>
public static class OrderTurns
{
    private static readonly OrderTurn Nobody = new(null, OrderDuty.Nothing);

    /// <summary>Whose turn it is in an order.</summary>
    /// <param name="view">The order.</param>
    /// <param name="broken">Why its thread broke here; empty where it did not.</param>
    public static OrderTurn Of(OrderView view, string broken)
    {
        ArgumentNullException.ThrowIfNull(view);
        ArgumentNullException.ThrowIfNull(broken);
        return broken.Length > 0 ? new OrderTurn(OrderSide.Bidder, OrderDuty.StartAgain)
            : view.IsDisputed ? new OrderTurn(OrderSide.Guarantor, OrderDuty.Repair)
            : Of(view.State, view.IsWaitingForMaterials, view.PendingChange is not null, view.PendingSurrender is not null);
    }

    internal static OrderTurn Of(OrderState state, bool waitsForMaterials, bool changePending, bool surrenderPending) => state switch
    {
        OrderState.Draft => new(OrderSide.Bidder, OrderDuty.Apply),
        OrderState.Submitted => waitsForMaterials
            ? new(OrderSide.Bidder, OrderDuty.BringMaterials)
            : new(OrderSide.Guarantor, OrderDuty.Decide),
        OrderState.AwaitPayment => new(OrderSide.Bidder, OrderDuty.Pay),
        OrderState.AwaitSign => new(OrderSide.Bidder, OrderDuty.SignContract),
        OrderState.AwaitIssue => new(OrderSide.Guarantor, OrderDuty.Issue),
        OrderState.IssuedSealed => changePending ? new(OrderSide.Guarantor, OrderDuty.AnswerChange)
            : surrenderPending ? new(OrderSide.Guarantor, OrderDuty.AnswerSurrender)
            : Nobody,
        OrderState.Rejected or OrderState.Cancelled or OrderState.Surrendered => Nobody,
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "There is no such state."),
    };
}

/// <summary>Whose turn it is.</summary>
/// <param name="Side">Who acts next; null where nobody has to.</param>
/// <param name="Duty">What is to be done.</param>
public sealed record OrderTurn(OrderSide? Side, OrderDuty Duty);
