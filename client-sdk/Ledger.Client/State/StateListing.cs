namespace Ledger.Client;

/// <summary>All entries under a prefix as of one final height: proven that there are no others.</summary>
/// <param name="Entries">Keys in ascending order with their values.</param>
/// <param name="Height">The height.</param>
/// <param name="Time">That block's time, UTC milliseconds.</param>
public sealed record StateListing(IReadOnlyList<StateEntry> Entries, ulong Height, long Time)
{
    /// <summary>How old the block is by the client's clock, where the newest was asked for; null where a height was.</summary>
    public HeadFreshness? Freshness { get; init; }
}

/// <summary>One entry of the state.</summary>
/// <param name="Key">The full key.</param>
/// <param name="Value">The value.</param>
public readonly record struct StateEntry(ReadOnlyMemory<byte> Key, ReadOnlyMemory<byte> Value);
