using Google.Protobuf;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Client.Passports;

/// <summary>
/// Finds a transaction on the chain by the block time that a record names. Block time never goes back, so halving finds the block.
/// </summary>
internal sealed class TransactionSearch(LedgerClient client)
{
    // Blocks of one time follow one another only while no validator's clock has been heard of; a record's transaction is among the first.
    private const int BlocksOfOneTimeMax = 1024;

    /// <summary>The first transaction at this time for which <paramref name="select"/> gives something.</summary>
    /// <returns>The encoded transaction and what was selected; null where there is none.</returns>
    internal async Task<(ByteString Transaction, Digest Id, T Found)?> FindAsync<T>(
        long timeMs, ulong head, Func<TxBody, T?> select, CancellationToken cancellationToken)
        where T : class
    {
        var first = await FirstHeightAsync(timeMs, head, cancellationToken).ConfigureAwait(false);
        for (var height = first; height <= head && height < first + BlocksOfOneTimeMax; height++)
        {
            var block = await client.GetBlockAsync(height, cancellationToken).ConfigureAwait(false);
            if (block.Header.Time != timeMs)
            {
                return null;
            }

            for (var i = 0; i < block.TransactionIds.Count; i++)
            {
                if (block.TransactionIds[i] is { } id && block.Batch!.Transactions[i] is var bytes && select(BodyOf(bytes)) is { } found)
                {
                    return (bytes, id, found);
                }
            }
        }

        return null;
    }

    private static TxBody BodyOf(ByteString transaction) => TxBody.Parser.ParseFrom(Transaction.Parser.ParseFrom(transaction).Body);

    private async Task<ulong> FirstHeightAsync(long timeMs, ulong head, CancellationToken cancellationToken)
    {
        var (low, high) = (1UL, head);
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            var block = await client.GetBlockAsync(middle, cancellationToken).ConfigureAwait(false);
            (low, high) = block.Header.Time < timeMs ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
