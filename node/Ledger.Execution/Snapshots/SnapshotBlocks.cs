using Google.Protobuf;
using Ledger.Crypto;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Storage;

namespace Ledger.Execution;

/// <summary>Holds blocks that somebody sends against a header that is final, without executing them.</summary>
public static class SnapshotBlocks
{
    /// <summary>
    /// What is wrong with blocks in a row; null where they are, whole, those that lead up to a header: linked by their hashes, each with
    /// its transactions, receipts, and a batch that its proposer signed for its place.
    /// </summary>
    /// <param name="genesis">The chain.</param>
    /// <param name="verifier">Checks the batches' signatures.</param>
    /// <param name="blocks">The blocks, lowest first.</param>
    /// <param name="first">The height of the first.</param>
    /// <param name="top">The hash that the last must have.</param>
    /// <param name="validators">The set of a hash; null where it is none of this chain.</param>
    public static string? FaultOf(
        GenesisFile genesis, ISignatureVerifier verifier, IReadOnlyList<Block> blocks, ulong first, Digest top,
        Func<Digest, ValidatorRoster?> validators)
    {
        ArgumentNullException.ThrowIfNull(genesis);
        ArgumentNullException.ThrowIfNull(blocks);
        ArgumentNullException.ThrowIfNull(validators);
        var expected = top;
        for (var i = blocks.Count - 1; i >= 0; i--)
        {
            var height = first + (ulong)i;
            if (!BlockHeader.TryDecode(blocks[i].Header.Span, out var header) || header.Height != height ||
                BlockHeader.Hash(genesis.Hasher, blocks[i].Header.Span) != expected)
            {
                return $"the header of block {height} is not the one that the blocks above it name";
            }

            if (validators(header.ValidatorsHash) is not { } roster || !HasItsBatch(genesis, verifier, header, blocks[i].Batch, roster))
            {
                return $"the batch of block {height} is not the one that its proposer signed";
            }

            if (!HasItsContent(genesis, header, blocks[i]))
            {
                return $"block {height} has other transactions or receipts than its header says";
            }

            expected = header.Previous;
        }

        return null;
    }

    private static bool HasItsBatch(
        GenesisFile genesis, ISignatureVerifier verifier, BlockHeader header, ByteString ordered, ValidatorRoster roster)
    {
        var counts = BatchBytes.TryRead(ordered.Memory) is var (signed, batch)
            && Digest.TryRead(batch.Proposer.Span, out var proposer) && roster.FindKey(proposer) is { } key
            && BatchBytes.IsSigned(signed, genesis, header.Height, key, verifier)
            ? proposer : Digest.Zero;
        return counts == header.Proposer;
    }

    private static bool HasItsContent(GenesisFile genesis, BlockHeader header, Block block)
    {
        try
        {
            var hasher = genesis.Hasher;
            var transactions = StoredTransactions.Read(genesis, block);
            return header.TransactionsRoot == MerkleTree.Root(
                    hasher, BlockRoots.TransactionLeaves(hasher, transactions.Select(one => one.Transaction)))
                && header.ReceiptsRoot == MerkleTree.Root(
                    hasher, BlockRoots.ReceiptLeaves(hasher, block.Receipts.Select(receipt => receipt.Memory)));
        }
        catch (Exception e) when (e is StorageException or InvalidProtocolBufferException)
        {
            return false; // more or fewer receipts than transactions, or one that is none
        }
    }
}
