namespace Ledger.Mempool;

/// <summary>Limits of a node's mempool.</summary>
public sealed record MempoolOptions
{
    /// <summary>Most transactions held, waiting and in flight together.</summary>
    public int TransactionsMax { get; init; } = 20_000;

    /// <summary>Most bytes held.</summary>
    public long BytesMax { get; init; } = 64L * 1024 * 1024;

    /// <summary>Which part of transactions and of bytes one signer's may take: a quarter where this is 4.</summary>
    public int SignerPart { get; init; } = 4;

    /// <summary>Most transactions of one signer.</summary>
    public int TransactionsOfSignerMax => Math.Max(1, TransactionsMax / SignerPart);

    /// <summary>Most bytes of one signer's transactions.</summary>
    public long BytesOfSignerMax => BytesMax / SignerPart;
}
