using Google.Protobuf;
using Ledger.Audit.Proofs;
using Ledger.Client.Trust;
using Ledger.Crypto;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Client.Transactions;

/// <summary>Checks that a transaction is final with the receipt that the node gives.</summary>
internal sealed class FinalityVerifier(GenesisFile genesis, TrustedChain chain)
{
    private IHasher Hasher => genesis.Hasher;

    /// <summary>The proven result of a status whose fate is final.</summary>
    /// <exception cref="VerificationException">A check failed; its <see cref="VerificationException.Failure"/> says which.</exception>
    internal async Task<TransactionResult> VerifyAsync(Digest id, TransactionStatus status, CancellationToken cancellationToken)
    {
        var (header, _) = await chain.VerifyAsync(status.Header, status.Headers, status.Certificate, cancellationToken).ConfigureAwait(false);
        if (header.Height != status.Height)
        {
            throw chain.Fail(VerificationFailure.OtherHeight, $"transaction {id} is said to be final at {status.Height}, its header is of {header.Height}.");
        }

        CheckPlace(id, status);
        CheckProof(VerificationFailure.ReceiptProof, header.ReceiptsRoot, status.Receipt.Span, status.ReceiptProof, id);
        CheckProof(VerificationFailure.TransactionProof, header.TransactionsRoot, [.. id.ToArray(), .. status.Signature.Span], status.TransactionProof, id);
        return new TransactionResult
        {
            Id = id,
            Fate = Fate.Final,
            IsProven = true,
            Height = header.Height,
            Index = status.Index,
            BlockTime = header.Time,
            Receipt = ReadReceipt(id, status.Receipt),
        };
    }

    /// <summary>The receipt as the node gives it.</summary>
    internal Receipt ReadReceipt(Digest id, ByteString bytes)
    {
        try
        {
            return Receipt.Parser.ParseFrom(bytes);
        }
        catch (InvalidProtocolBufferException)
        {
            throw chain.Fail(VerificationFailure.MalformedReceipt, $"the receipt of transaction {id} cannot be read.");
        }
    }

    // A receipt proves something of this transaction only because both stand at one place of one block.
    private void CheckPlace(Digest id, TransactionStatus status)
    {
        if (status.ReceiptProof is not { } receipt || status.TransactionProof is not { } transaction)
        {
            throw chain.Fail(VerificationFailure.Missing, $"the proofs of transaction {id}.");
        }

        if (receipt.Index != status.Index || transaction.Index != status.Index || receipt.Size != transaction.Size)
        {
            throw chain.Fail(
                VerificationFailure.OtherPlace,
                $"transaction {id} is said to be at {status.Index}; its proof is of {transaction.Index} of {transaction.Size}, its receipt's of {receipt.Index} of {receipt.Size}.");
        }
    }

    private void CheckProof(VerificationFailure failure, Digest root, ReadOnlySpan<byte> leaf, MerkleProof proof, Digest id)
    {
        if (MerkleProofVerifier.Verify(root, leaf, proof, Hasher) is var error && error != ProofError.None)
        {
            throw chain.Fail(failure, $"transaction {id}: {error}.");
        }
    }
}
