using Google.Protobuf;

namespace Ledger.Seeds;

/// <summary>One record of a sealed batch: a guarantee, or a decoy that nobody can tell from one.</summary>
/// <param name="GuaranteeId">Its 16 bytes.</param>
/// <param name="Guarantee">The guarantee; null for a decoy.</param>
public sealed record IssueSlot(ByteString GuaranteeId, GuaranteePlan? Guarantee);
