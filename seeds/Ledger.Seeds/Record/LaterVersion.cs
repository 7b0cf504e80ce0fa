namespace Ledger.Seeds;

/// <summary>The second version of a guarantee, sealed like the first: longer, since the opening was postponed.</summary>
/// <param name="IssuedAt">When the guarantor puts it on the chain: after the notice.</param>
/// <param name="ValidUntil">Its last instant.</param>
/// <param name="PremiumFen">What the bidder paid in all, in fen.</param>
public sealed record LaterVersion(DateTimeOffset IssuedAt, DateTimeOffset ValidUntil, long PremiumFen);
