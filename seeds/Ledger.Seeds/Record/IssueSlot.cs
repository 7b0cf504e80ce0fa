using Google.Protobuf;

namespace Ledger.Seeds;

/// <summary>One record of a sealed batch: a guarantee, a later version of one, or a decoy that nobody can tell from either.</summary>
/// <param name="GuaranteeId">Its 16 bytes.</param>
/// <param name="Guarantee">The guarantee; null for a decoy.</param>
/// <param name="IsLater">Whether it is the guarantee's <see cref="GuaranteePlan.Later"/> version.</param>
public sealed record IssueSlot(ByteString GuaranteeId, GuaranteePlan? Guarantee, bool IsLater = false);
