using Google.Protobuf;
using Ledger.Crypto;
using Ledger.Execution;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Storage;

namespace Ledger.Api.Proofs;

/// <summary>An executed block read once, with both its trees: each proof in it is looked up, and nothing hashed for it.</summary>
internal sealed class ProvenBlock
{
    // What an object around a slice of the block takes, with the reference to it.
    private const long ByteStringBytes = 48;
    private readonly ByteString[] _signatures;
    private readonly MerkleLevels _transactions;
    private readonly MerkleLevels _receipts;

    private ProvenBlock(Block block, ByteString[] signatures, MerkleLevels transactions, MerkleLevels receipts)
    {
        (Block, _signatures, _transactions, _receipts) = (block, signatures, transactions, receipts);
        Bytes = block.CalculateSize() + (signatures.Length * ByteStringBytes) + transactions.Bytes + receipts.Bytes;
    }

    /// <summary>The block as it is stored.</summary>
    internal Block Block { get; }

    /// <summary>Memory that is held for it.</summary>
    internal long Bytes { get; }

    /// <summary>Reads a block and hashes its trees.</summary>
    /// <exception cref="StorageException">The block is missing or damaged.</exception>
    internal static ProvenBlock Read(IChain chain, IHasher hasher, ulong height)
    {
        var transactions = chain.ReadTransactions(height);
        return new ProvenBlock(
            chain.Blocks.GetBlock(height)!,
            [.. transactions.Select(one => UnsafeByteOperations.UnsafeWrap(one.Transaction?.Signature ?? default))],
            MerkleLevels.Over(hasher, BlockRoots.TransactionLeaves(hasher, transactions.Select(one => one.Transaction))),
            MerkleLevels.Over(hasher, BlockRoots.ReceiptLeaves(hasher, transactions.Select(one => one.ReceiptBytes))));
    }

    /// <summary>Adds the signature and both proofs of the transaction at a place that holds one.</summary>
    internal void Prove(TransactionStatus status, int index)
    {
        status.Signature = _signatures[index];
        status.TransactionProof = ProofIn(_transactions, index);
        status.ReceiptProof = ProofIn(_receipts, index);
    }

    private static MerkleProof ProofIn(MerkleLevels tree, int index) =>
        new() { Index = (ulong)index, Size = (ulong)tree.Size, Path = { DigestBytes.Of(tree.AuditPath(index)) } };
}
