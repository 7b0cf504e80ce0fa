using Ledger.Protocol.V1;

namespace Ledger.Orders;

/// <summary>Whose turn it is.</summary>
/// <param name="Side">Who acts next; null where nobody has to.</param>
/// <param name="Duty">What is to be done.</param>
public sealed record OrderTurn(OrderSide? Side, OrderDuty Duty);
