using Google.Protobuf;
using Ledger.Crypto;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Audit.Archive;

/// <summary>The transactions of a block that landed, as an archive has them.</summary>
internal static class ArchivedTransactions
{
    /// <summary>A batch's places, each with its transaction where it is one; none of a batch that does not count.</summary>
    internal static ReadTransaction[] Read(Batch? batch, GenesisFile genesis) => TransactionReader.ReadAll(
        (IReadOnlyList<ByteString>?)batch?.Transactions ?? [], genesis.Hasher, genesis.ChainId, genesis.Content.Limits);

    /// <summary>The leaves of a block's transactions tree.</summary>
    internal static Digest[] LeavesOf(ReadTransaction[] read, IHasher hasher) => MerkleTree.LeafHashes(
        hasher, [.. read.Select(one => one.Transaction?.LeafContent() ?? ReadOnlyMemory<byte>.Empty)]);

    /// <summary>Each with its place and its receipt, in order; none of a block that cannot be read.</summary>
    internal static IEnumerable<(BlockHeader Header, int Index, SignedTransaction Transaction, Receipt Receipt)> LandedIn(
        Block block, GenesisFile genesis)
    {
        if (!BlockHeader.TryDecode(block.Header.Span, out var header)
            || BatchBytes.Counted(header, block.Batch.Memory) is not { } batch)
        {
            yield break;
        }

        var read = Read(batch, genesis);
        for (var i = 0; i < read.Length && i < block.Receipts.Count; i++)
        {
            if (read[i].Transaction is { } transaction && Receipts.Parse(block.Receipts[i]) is { Landed: true } receipt)
            {
                yield return (header, i, transaction, receipt);
            }
        }
    }
}
