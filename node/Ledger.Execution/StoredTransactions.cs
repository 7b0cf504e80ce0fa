using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Storage;

namespace Ledger.Execution;

/// <summary>Reads the transactions of a written block again.</summary>
internal static class StoredTransactions
{
    // Limits are as wide as any that a vote could set: the block was made under its own, and its receipts say what they led to.
    private static readonly ChainLimits Widest = new()
    {
        TransactionBytesMax = uint.MaxValue,
        BatchBytesMax = uint.MaxValue,
        CallsMax = uint.MaxValue,
        NotAfterMsMax = long.MaxValue,
    };

    internal static IReadOnlyList<StoredTransaction> Read(GenesisFile genesis, Block block)
    {
        var encoded = BlockHeader.TryDecode(block.Header.Span, out var header)
            && BatchBytes.Counted(header, block.Batch.Memory) is { } batch
            ? batch.Transactions : [];
        if (encoded.Count != block.Receipts.Count)
        {
            throw new StorageException(
                StorageError.Corrupt,
                $"A block has {encoded.Count} transactions and {block.Receipts.Count} receipts: the data directory is damaged.");
        }

        var read = TransactionReader.ReadAll(encoded, genesis.Hasher, genesis.ChainId, Widest);
        var transactions = new List<StoredTransaction>(encoded.Count);
        for (var i = 0; i < encoded.Count; i++)
        {
            var (refused, transaction) = read[i];
            var receipt = Receipt.Parser.ParseFrom(block.Receipts[i]);
            var wasRead = !refused.IsRefused && (RefusalCode)receipt.Code is not (RefusalCode.TransactionTooLarge or RefusalCode.CallCount);
            transactions.Add(new StoredTransaction(wasRead ? transaction : null, receipt, block.Receipts[i].Memory));
        }

        return transactions;
    }
}

/// <summary>A transaction of a written block.</summary>
/// <param name="Transaction">Null where the bytes are no transaction of this chain.</param>
/// <param name="Receipt">What became of it.</param>
/// <param name="ReceiptBytes">The receipt as it stands in the receipts tree.</param>
public sealed record StoredTransaction(SignedTransaction? Transaction, Receipt Receipt, ReadOnlyMemory<byte> ReceiptBytes);
