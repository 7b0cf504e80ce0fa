namespace Ledger.Mempool;

/// <summary>Limits of a node's mempool.</summary>
public sealed record MempoolOptions
{
    /// <summary>Most transactions held, waiting and in flight together.</summary>
    public int TransactionsMax { get; init; } = 20_000;

    /// <summary>Most bytes held.</summary>
    public long BytesMax { get; init; } = 64L * 1024 * 1024;
}
