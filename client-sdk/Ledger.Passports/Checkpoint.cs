using Ledger.Protocol;

namespace Ledger.Passports;

/// <summary>The block that a passport's record is proven as of.</summary>
/// <param name="ChainId">The chain.</param>
/// <param name="Height">The block's height.</param>
/// <param name="TimeMs">Its time, UTC milliseconds.</param>
/// <param name="Hash">Its header's hash.</param>
/// <param name="Validators">How many validators finalise it.</param>
public sealed record Checkpoint(Digest ChainId, ulong Height, long TimeMs, Digest Hash, int Validators);
