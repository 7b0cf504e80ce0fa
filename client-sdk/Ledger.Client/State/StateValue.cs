namespace Ledger.Client;

/// <summary>What the state proves of one key as of one final height.</summary>
/// <param name="Key">The key.</param>
/// <param name="Value">Its value; null: the key is proven absent.</param>
/// <param name="Height">The height.</param>
/// <param name="Time">That block's time, UTC milliseconds.</param>
public sealed record StateValue(ReadOnlyMemory<byte> Key, ReadOnlyMemory<byte>? Value, ulong Height, long Time)
{
    /// <summary>How old the block is by the client's clock, where the newest was asked for; null where a height was.</summary>
    public HeadFreshness? Freshness { get; init; }
}
