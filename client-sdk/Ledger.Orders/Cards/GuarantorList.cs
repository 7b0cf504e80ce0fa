using Ledger.Protocol.V1;

namespace Ledger.Orders;

/// <summary>The guarantors that take orders, as of one final height.</summary>
/// <param name="Cards">Their cards, ascending by USCC.</param>
/// <param name="Height">The height.</param>
/// <param name="Time">That block's time, UTC milliseconds.</param>
public sealed record GuarantorList(IReadOnlyList<GuarantorCard> Cards, ulong Height, long Time);
