namespace Ledger.Seeds;

/// <summary>The newest final block of a chain.</summary>
/// <param name="Height">Its height.</param>
/// <param name="TimeMs">Its BFT time, UTC milliseconds.</param>
public readonly record struct ChainHead(ulong Height, long TimeMs);
