using Google.Protobuf;
using Ledger.Execution;
using Ledger.Node;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Api;

/// <summary>Receipts of transactions in blocks, with proofs that they belong there.</summary>
internal sealed class TransactionProofs(INode core, int headersMax)
{
    /// <summary>Adds the receipt, and where asked for the proof, to the status of a transaction whose place is known.</summary>
    internal void Fill(TransactionStatus status, bool prove)
    {
        var block = core.Chain.Blocks.GetBlock(status.Height)!;
        var index = (int)status.Index;
        status.Receipt = block.Receipts[index];
        if (!prove)
        {
            return;
        }

        var anchor = FinalAnchor.At(core, status.Height, headersMax)
            ?? throw RefusalStatus.ToException(
                new Refused(
                    RefusalCode.HeightNotAvailable, $"No certificate within {headersMax} blocks of height {status.Height} is kept here."));
        var hasher = core.Chain.Genesis.Hasher;
        var transactions = core.Chain.ReadTransactions(status.Height);
        status.Header = anchor.Header;
        status.Certificate = anchor.Certificate;
        status.Headers.AddRange(anchor.HeadersAbove);
        status.Signature = UnsafeByteOperations.UnsafeWrap(transactions[index].Transaction!.Signature);
        var transactionLeaves = BlockRoots.TransactionLeaves(hasher, [.. transactions.Select(one => one.Transaction)]);
        var receiptLeaves = BlockRoots.ReceiptLeaves(hasher, transactions.Select(one => one.ReceiptBytes));
        status.TransactionProof = Prove(transactionLeaves, index);
        status.ReceiptProof = Prove(receiptLeaves, index);
    }

    private MerkleProof Prove(Digest[] leaves, int index)
    {
        var proof = new MerkleProof { Index = (ulong)index, Size = (ulong)leaves.Length };
        proof.Path.AddRange(
            MerkleTree.AuditPath(core.Chain.Genesis.Hasher, leaves, index).Select(step => ByteString.CopyFrom(step.ToArray())));
        return proof;
    }
}
