namespace Ledger.Protocol;

/// <summary>
/// The sizes that receipts never exceed; part of the protocol (docs/spec/finality.md). With them every block, receipts and all, fits one
/// message of 4 MiB.
/// </summary>
public static class ReceiptLimits
{
    /// <summary>Most bytes that the events of one transaction have together, encoded.</summary>
    public const int EventBytesMax = 512 * 1024;

    /// <summary>Most bytes that the receipts of one block have together, besides those that say BLOCK_FULL and nothing more.</summary>
    public const int BlockBytesMax = 2 * 1024 * 1024;
}
