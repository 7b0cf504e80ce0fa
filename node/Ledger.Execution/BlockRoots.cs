using Ledger.Crypto;
using Ledger.Protocol;

namespace Ledger.Execution;

/// <summary>The roots over a block's transactions and receipts.</summary>
public static class BlockRoots
{
    /// <summary>
    /// Leaf hashes of the transactions, in order. Bytes that are no transaction count as an empty leaf: the receipt says so.
    /// </summary>
    public static Digest[] TransactionLeaves(IHasher hasher, IEnumerable<SignedTransaction?> transactions) =>
        MerkleTree.LeafHashes(
            hasher, [.. transactions.Select(one => one is null ? ReadOnlyMemory<byte>.Empty : one.LeafContent())]);

    /// <summary>Leaf hashes of encoded receipts, in order.</summary>
    public static Digest[] ReceiptLeaves(IHasher hasher, IEnumerable<ReadOnlyMemory<byte>> receipts) =>
        MerkleTree.LeafHashes(hasher, [.. receipts]);

    internal static Digest Transactions(IHasher hasher, IReadOnlyList<ExecutedTransaction> executed) =>
        MerkleTree.Root(hasher, [.. executed.Select(one => one.Leaf)]);

    internal static Digest Receipts(IHasher hasher, IReadOnlyList<ExecutedTransaction> executed) =>
        MerkleTree.Root(hasher, ReceiptLeaves(hasher, executed.Select(one => (ReadOnlyMemory<byte>)one.ReceiptBytes)));
}
