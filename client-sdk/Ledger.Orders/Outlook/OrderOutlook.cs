using Ledger.Protocol.V1;

namespace Ledger.Orders;

/// <summary>What the chain says beside an order's letters.</summary>
/// <param name="Section">The section, where this side knows it; null otherwise.</param>
/// <param name="Notices">What concerns the order.</param>
/// <param name="Time">The chain's time, UTC milliseconds.</param>
public sealed record OrderOutlook(Section? Section, IReadOnlyList<OrderNotice> Notices, long Time);
