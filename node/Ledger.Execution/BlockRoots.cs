using Ledger.Crypto;
using Ledger.Protocol;

namespace Ledger.Execution;

/// <summary>The roots over a block's transactions and receipts.</summary>
public static class BlockRoots
{
    /// <summary>
    /// Leaf hashes of the transactions, in order. Bytes that are no transaction count as an empty leaf: the receipt says so.
    /// </summary>
    public static Digest[] TransactionLeaves(IHasher hasher, IReadOnlyList<SignedTransaction?> transactions) =>
        [.. transactions.Select(transaction => TransactionLeaf(hasher, transaction))];

    /// <summary>Leaf hash of one transaction; null for bytes that are none.</summary>
    public static Digest TransactionLeaf(IHasher hasher, SignedTransaction? transaction) =>
        MerkleTree.LeafHash(hasher, transaction is null ? [] : transaction.LeafContent());

    /// <summary>Leaf hashes of encoded receipts, in order.</summary>
    public static Digest[] ReceiptLeaves(IHasher hasher, IEnumerable<ReadOnlyMemory<byte>> receipts) =>
        [.. receipts.Select(receipt => MerkleTree.LeafHash(hasher, receipt.Span))];

    internal static Digest Transactions(IHasher hasher, IReadOnlyList<ExecutedTransaction> executed) =>
        MerkleTree.Root(hasher, [.. executed.Select(one => one.Leaf)]);

    internal static Digest Receipts(IHasher hasher, IReadOnlyList<ExecutedTransaction> executed) =>
        MerkleTree.Root(hasher, ReceiptLeaves(hasher, executed.Select(one => (ReadOnlyMemory<byte>)one.ReceiptBytes)));
}
