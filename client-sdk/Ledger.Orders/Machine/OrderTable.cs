using Ledger.Protocol.V1;
using static Ledger.Orders.OrderGuards;
using static Ledger.Protocol.V1.OrderSide;

namespace Ledger.Orders;

/// <summary>
/// The order's state machine, as one table that both sides share (DOMAIN §2, States and permissions; docs/spec/orders.md).
/// </summary>
internal static class OrderTable
{
    internal static IReadOnlyList<OrderTransition> Rows { get; } =
    [
        new(
            OrderState.Draft,
            OrderStep.Apply,
            Bidder,
            OrderState.Submitted,
            [SectionAnnounced, AmountCoversBond, TermCoversBid, BlindTermsAreTiers, EvidenceHolds]),
        new(OrderState.Draft, OrderStep.Cancel, Bidder, OrderState.Cancelled, []),

        new(OrderState.Submitted, OrderStep.AskMaterials, Guarantor, OrderState.Submitted, [ReasonGiven]),
        new(OrderState.Submitted, OrderStep.ProvideMaterials, Bidder, OrderState.Submitted, [MaterialsAskedFor, EvidenceHolds]),
        new(OrderState.Submitted, OrderStep.Reject, Guarantor, OrderState.Rejected, [ReasonGiven]),
        new(
            OrderState.Submitted,
            OrderStep.Approve,
            Guarantor,
            OrderState.AwaitPayment,
            [BeforeDeadline, AmountCoversBond, TermCoversBid, TermsComply, EvidenceHolds]),
        new(OrderState.AwaitPayment, OrderStep.ConfirmPayment, Bidder, OrderState.AwaitSign, [PayerIsBasicAccount, EvidenceHolds]),
        new(OrderState.AwaitSign, OrderStep.SignContract, Bidder, OrderState.AwaitIssue, [EvidenceHolds]),
        new(
            OrderState.AwaitIssue,
            OrderStep.Issue,
            Guarantor,
            OrderState.IssuedSealed,
            [BeforeDeadline, TermCoversBid, TermsComply, EvidenceHolds]),

        new(OrderState.Submitted, OrderStep.Cancel, Bidder, OrderState.Cancelled, []),
        new(OrderState.AwaitPayment, OrderStep.Cancel, Bidder, OrderState.Cancelled, []),
        new(OrderState.AwaitSign, OrderStep.Cancel, Bidder, OrderState.Cancelled, []),
        new(OrderState.AwaitIssue, OrderStep.Cancel, Bidder, OrderState.Cancelled, [NotBeingIssued]),

        new(
            OrderState.IssuedSealed,
            OrderStep.RequestChange,
            Bidder,
            OrderState.IssuedSealed,
            [NoChangePending, NoSurrenderPending, IsNextVersion, OnlyLengthensOrRaises, TermCoversBid, BlindTermsAreTiers, EvidenceHolds]),
        new(
            OrderState.IssuedSealed,
            OrderStep.AnswerChange,
            Guarantor,
            OrderState.IssuedSealed,
            [ChangePending, IsNextVersion, ReasonGivenIfRefused, EvidenceHolds]),
        new(OrderState.IssuedSealed, OrderStep.RequestSurrender, Bidder, OrderState.IssuedSealed, [NoSurrenderPending, EvidenceHolds]),
        new(
            OrderState.IssuedSealed,
            OrderStep.AnswerSurrender,
            Guarantor,
            OrderState.Surrendered,
            [SurrenderPending, ReasonGivenIfRefused, EvidenceHolds],
            ToRefused: OrderState.IssuedSealed),

        new(OrderState.Submitted, OrderStep.TakeBack, Guarantor, OrderState.Submitted, [MaterialsAskedFor]),
        new(OrderState.AwaitPayment, OrderStep.TakeBack, Guarantor, OrderState.Submitted, []),
        new(OrderState.Rejected, OrderStep.TakeBack, Guarantor, OrderState.Submitted, [EvidenceHolds]),

        new(OrderState.Submitted, OrderStep.Close, Guarantor, OrderState.Rejected, [ReasonGiven]),
        new(OrderState.AwaitPayment, OrderStep.Close, Guarantor, OrderState.Rejected, [ReasonGiven]),
        new(OrderState.AwaitSign, OrderStep.Close, Guarantor, OrderState.Rejected, [ReasonGiven]),
        new(OrderState.AwaitIssue, OrderStep.Close, Guarantor, OrderState.Rejected, [ReasonGiven, NotBeingIssued]),
        new(OrderState.Rejected, OrderStep.Close, Guarantor, OrderState.Rejected, [ReasonGiven]),
        new(OrderState.Cancelled, OrderStep.Close, Guarantor, OrderState.Cancelled, [ReasonGiven]),

        // What is on the chain may be said again, to who did not find it there.
        new(OrderState.IssuedSealed, OrderStep.Issue, Guarantor, OrderState.IssuedSealed, [EvidenceHolds]),
        new(OrderState.Surrendered, OrderStep.AnswerSurrender, Guarantor, OrderState.Surrendered, [EvidenceHolds]),

        .. Answers,

        // Letters that cross: the cancellation wins over an answer, and what is on the chain over the cancellation.
        new(OrderState.Rejected, OrderStep.Cancel, Bidder, OrderState.Cancelled, [], IsCrossing: true),
        new(OrderState.Cancelled, OrderStep.AskMaterials, Guarantor, OrderState.Cancelled, [], IsCrossing: true),
        new(OrderState.Cancelled, OrderStep.Reject, Guarantor, OrderState.Cancelled, [], IsCrossing: true),
        new(OrderState.Cancelled, OrderStep.Approve, Guarantor, OrderState.Cancelled, [], IsCrossing: true),
        new(OrderState.Cancelled, OrderStep.TakeBack, Guarantor, OrderState.Cancelled, [], IsCrossing: true),
        new(OrderState.Cancelled, OrderStep.Issue, Guarantor, OrderState.IssuedSealed, [EvidenceHolds], IsCrossing: true),

        // A payment wins over a decision that was taken back meanwhile: the bidder acted on what it had.
        .. Paid(OrderState.Submitted),
        .. Paid(OrderState.Rejected),
        .. Ignored(OrderState.AwaitSign),
        .. Ignored(OrderState.AwaitIssue),
    ];

    // An answer moves nothing by itself: what it takes back is the letter that it names (OrderThread).
    private static IEnumerable<OrderTransition> Answers =>
        from state in Enum.GetValues<OrderState>()
        where state != OrderState.Draft
        from side in new[] { Bidder, Guarantor }
        select new OrderTransition(state, OrderStep.RefuseLetter, side, state, [EvidenceHolds]);

    private static IEnumerable<OrderTransition> Paid(OrderState state) =>
    [
        new(state, OrderStep.ConfirmPayment, Bidder, OrderState.AwaitSign, [PayerIsBasicAccount, EvidenceHolds], IsCrossing: true),
    ];

    private static IEnumerable<OrderTransition> Ignored(OrderState state) =>
        from step in new[] { OrderStep.TakeBack, OrderStep.AskMaterials, OrderStep.Reject, OrderStep.Approve }
        select new OrderTransition(state, step, Guarantor, state, [], IsCrossing: true);

    /// <summary>The row of a step; null where there is none.</summary>
    internal static OrderTransition? Find(OrderState from, OrderStep step, OrderSide side, bool isReceived) =>
        Rows.FirstOrDefault(row => row.From == from && row.Step == step && row.Side == side && (isReceived || !row.IsCrossing));

    /// <summary>Where a step leads, or why it is refused.</summary>
    internal static OrderRefused Next(OrderState from, OrderStep step, OrderSide side, bool isReceived, OrderFacts facts, out OrderState to)
    {
        to = from;
        if (Find(from, step, side, isReceived) is not { } row)
        {
            return new(
                OrderRefusal.WrongState,
                $"The order is {OrderStates.NameOf(from)}; {step} by the {side.ToString().ToLowerInvariant()} is not possible there.");
        }

        foreach (var guard in row.Guards)
        {
            if (guard(facts) is { IsRefused: true } refused)
            {
                return refused;
            }
        }

        to = row.ToRefused is { } otherwise && !facts.IsAccepted ? otherwise : row.To;
        return OrderRefused.No;
    }
}

/// <summary>One row of the table: a step that is possible.</summary>
/// <param name="From">Where it starts.</param>
/// <param name="Step">What is done.</param>
/// <param name="Side">Who does it.</param>
/// <param name="To">Where it leads.</param>
/// <param name="Guards">What must hold, in this order.</param>
/// <param name="IsCrossing">Only for a letter that the other side had sent before it knew: nobody takes such a step.</param>
/// <param name="ToRefused">Where it leads when the guarantor answers no; null where it cannot.</param>
internal sealed record OrderTransition(
    OrderState From, OrderStep Step, OrderSide Side, OrderState To, OrderGuard[] Guards, bool IsCrossing = false,
    OrderState? ToRefused = null);

/// <summary>A condition on a step.</summary>
internal delegate OrderRefused OrderGuard(OrderFacts facts);
