namespace Ledger.Client;

/// <summary>A record as proven by the state of one final height.</summary>
/// <typeparam name="TRecord">The table's message.</typeparam>
/// <param name="Key">The full state key.</param>
/// <param name="Record">The record; null: it is proven absent.</param>
/// <param name="Height">The height.</param>
/// <param name="Time">That block's time, UTC milliseconds.</param>
public sealed record StateRecord<TRecord>(ReadOnlyMemory<byte> Key, TRecord? Record, ulong Height, long Time)
    where TRecord : class
{
    /// <summary>How old the block is by the client's clock, where the newest was asked for; null where a height was.</summary>
    public HeadFreshness? Freshness { get; init; }
}
