using Ledger.Protocol.V1;

namespace Ledger.Orders;

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
