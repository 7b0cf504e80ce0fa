using Ledger.Protocol.V1;

namespace Ledger.Orders;

/// <summary>What the chain says beside an order's letters.</summary>
/// <param name="Section">The section, where this side knows it; null otherwise.</param>
/// <param name="Notices">What concerns the order.</param>
/// <param name="Time">The chain's time, UTC milliseconds.</param>
public sealed record OrderOutlook(Section? Section, IReadOnlyList<OrderNotice> Notices, long Time);

/// <summary>A document that one side brought in an order, or the beneficiary to its claim.</summary>
/// <param name="From">Who brought it; null for the beneficiary.</param>
/// <param name="Step">With which letter.</param>
/// <param name="At">When that letter was dealt with, UTC milliseconds.</param>
/// <param name="Remark">What the letter says to it; may be empty.</param>
/// <param name="Reference">Where it lies, and what opens it. Secret.</param>
public sealed record OrderDocument(OrderSide? From, OrderStep Step, long At, string Remark, DocumentReference Reference);
