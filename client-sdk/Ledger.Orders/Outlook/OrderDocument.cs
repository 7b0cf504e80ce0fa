using Ledger.Protocol.V1;

namespace Ledger.Orders;

/// <summary>A document that one side brought in an order, or the beneficiary to its claim.</summary>
/// <param name="From">Who brought it; null for the beneficiary.</param>
/// <param name="Step">With which letter.</param>
/// <param name="At">When that letter was dealt with, UTC milliseconds.</param>
/// <param name="Remark">What the letter says to it; may be empty.</param>
/// <param name="Reference">Where it lies, and what opens it. Secret.</param>
public sealed record OrderDocument(OrderSide? From, OrderStep Step, long At, string Remark, DocumentReference Reference);
