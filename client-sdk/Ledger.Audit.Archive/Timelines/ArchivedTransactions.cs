using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Audit.Archive;

/// <summary>The transactions of a block that landed, as an archive has them.</summary>
internal static class ArchivedTransactions
{
    /// <summary>Each with its place and its receipt, in order; none of a block that cannot be read.</summary>
    internal static IEnumerable<(BlockHeader Header, int Index, SignedTransaction Transaction, Receipt Receipt)> LandedIn(
        Block block, GenesisFile genesis)
    {
        if (!BlockHeader.TryDecode(block.Header.Span, out var header)
            || BatchBytes.Counted(header, block.Batch.Memory) is not { } batch)
        {
            yield break;
        }

        var read = TransactionReader.ReadAll(batch.Transactions, genesis.Hasher, genesis.ChainId, genesis.Content.Limits);
        for (var i = 0; i < read.Length && i < block.Receipts.Count; i++)
        {
            if (read[i].Transaction is { } transaction && Receipts.Parse(block.Receipts[i]) is { Landed: true } receipt)
            {
                yield return (header, i, transaction, receipt);
            }
        }
    }
}
