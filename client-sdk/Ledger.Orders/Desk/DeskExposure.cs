namespace Ledger.Orders;

/// <summary>What weighs on a guarantor: approved and issued guarantees that have not ended.</summary>
/// <param name="TotalFen">In all, in fen.</param>
/// <param name="TotalLimitFen">The most in all.</param>
/// <param name="Bidders">For each bidder: what weighs, and the most.</param>
public sealed record DeskExposure(long TotalFen, long TotalLimitFen, IReadOnlyDictionary<string, (long Fen, long LimitFen)> Bidders);
