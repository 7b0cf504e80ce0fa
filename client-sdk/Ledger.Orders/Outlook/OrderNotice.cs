using Ledger.Protocol.V1;

namespace Ledger.Orders;

/// <summary>Something on the chain that concerns an order.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="ActsNext">Who has to do something about it; null where nobody has.</param>
/// <param name="Until">Until when, or the end that is needed, UTC milliseconds; 0 for none.</param>
/// <param name="AmountFen">The amount that it is about, in fen; 0 for none.</param>
public sealed record OrderNotice(OrderNoticeKind Kind, OrderSide? ActsNext = null, long Until = 0, long AmountFen = 0);
