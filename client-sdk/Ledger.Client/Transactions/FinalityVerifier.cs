using Google.Protobuf;
using Ledger.Audit.Proofs;
using Ledger.Client.Trust;
using Ledger.Crypto;
using Ledger.Protocol;
using Ledger.Protocol.Proofs;
using Ledger.Protocol.V1;
using Ledger.Schema;

namespace Ledger.Client.Transactions;

/// <summary>Checks that a transaction is final with the receipt that the node gives, or that it never landed.</summary>
internal sealed class FinalityVerifier(GenesisFile genesis, TrustedChain chain)
{
    private IHasher Hasher => genesis.Hasher;

    /// <summary>The proven result of a status whose fate is final.</summary>
    /// <exception cref="VerificationException">A check failed; its <see cref="VerificationException.Failure"/> says which.</exception>
    internal async Task<TransactionResult> VerifyAsync(
        KnownTransaction known, TransactionStatus status, CancellationToken cancellationToken)
    {
        var id = known.Id;
        var (header, _) = await chain.VerifyAsync(status.Header, status.Headers, status.Certificate, cancellationToken)
            .ConfigureAwait(false);
        if (header.Height != status.Height)
        {
            throw chain.Fail(
                VerificationFailure.OtherHeight,
                $"transaction {id} is said to be final at {status.Height}, its header is of {header.Height}.");
        }

        CheckPlace(id, status);
        CheckProof(VerificationFailure.ReceiptProof, header.ReceiptsRoot, status.Receipt.Span, status.ReceiptProof, id);
        CheckProof(
            VerificationFailure.TransactionProof,
            header.TransactionsRoot,
            [.. id.ToArray(), .. status.Signature.Span],
            status.TransactionProof,
            id);
        var landed = ReadReceipt(id, status.Receipt);
        if (landed.Index != status.Index)
        {
            throw chain.Fail(
                VerificationFailure.OtherPlace, $"transaction {id} is said to be at {status.Index}; its receipt says {landed.Index}.");
        }

        if (known.Signature is { } sent && !status.Signature.Equals(sent))
        {
            throw chain.Fail(
                VerificationFailure.OtherSignature,
                $"transaction {id} stands at {header.Height}/{status.Index} with another signature than the one that was sent.");
        }

        return new TransactionResult
        {
            Id = id,
            Fate = Fate.Final,
            IsProven = true,
            Height = header.Height,
            Index = status.Index,
            BlockTime = header.Time,
            NotAfter = known.NotAfter,
            Receipt = landed,
        };
    }

    /// <summary>That a transaction expired: a final state past its not_after has no entry of it, and would have it.</summary>
    /// <param name="known">The transaction, with its not_after.</param>
    /// <param name="status">What the node says.</param>
    /// <param name="cancellationToken">Ends the following of validator set changes.</param>
    /// <exception cref="VerificationException">The node has not shown it.</exception>
    internal async Task<TransactionResult> VerifyExpiredAsync(
        KnownTransaction known, TransactionStatus status, CancellationToken cancellationToken)
    {
        var (id, notAfter) = (known.Id, known.NotAfter!.Value);
        var (header, _) = await chain.VerifyAsync(status.Header, status.Headers, status.Certificate, cancellationToken)
            .ConfigureAwait(false);

        // Without the header before, time may have gone on for long: then only a state within the time that entries are kept decides.
        var timeBefore = BlockHeader.TryDecode(status.HeaderBefore.Span, out var before) &&
            BlockHeader.Hash(Hasher, status.HeaderBefore.Span) == header.Previous
            ? before.Time
            : header.Time;
        if (!LandedTransactions.IsDecidedAt(notAfter, header.Time, timeBefore))
        {
            throw chain.Fail(
                VerificationFailure.NotExpired,
                $"transaction {id} is said to have expired; its not_after is {notAfter}, which the state of time {header.Time} does " +
                $"not decide.");
        }

        if (status.Absence is not { } message)
        {
            throw chain.Fail(VerificationFailure.Missing, $"the proof that transaction {id} never landed.");
        }

        var proof = message.ToProof();
        var error = StateProofVerifier.Verify(header.StateRoot.ToArray(), proof, Hasher);
        if (error != ProofError.None || !proof.Key.AsSpan().SequenceEqual(LandedTransactions.Key(notAfter, id)))
        {
            throw chain.Fail(VerificationFailure.StateProof, $"that transaction {id} never landed: {error}.");
        }

        return proof.Value is null
            ? new TransactionResult { Id = id, Fate = Fate.Expired, IsProven = true, BlockTime = header.Time, NotAfter = notAfter }
            : throw chain.Fail(
                VerificationFailure.NotExpired,
                $"transaction {id} is said to have expired, and the node's own proof shows that it has landed.");
    }

    /// <summary>
    /// The receipt as the node gives it, of a transaction that landed. A copy's receipt stands in a block too, and says nothing of the
    /// transaction.
    /// </summary>
    internal Receipt ReadReceipt(Digest id, ByteString bytes)
    {
        Receipt receipt;
        try
        {
            receipt = Receipt.Parser.ParseFrom(bytes);
        }
        catch (InvalidProtocolBufferException)
        {
            throw chain.Fail(VerificationFailure.MalformedReceipt, $"the receipt of transaction {id} cannot be read.");
        }

        return receipt.Landed
            ? receipt
            : throw chain.Fail(
                VerificationFailure.NotLanded,
                $"the receipt for transaction {id} is of a copy that was refused ({(RefusalCode)receipt.Code}) and says nothing of the " +
                $"transaction's fate.");
    }

    // A receipt proves something of this transaction only because both stand at one place of one block: one index in trees of one size is
    // one way up. Which place that is the receipt itself says, for the same way up is another place's in a tree of another size.
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
                $"transaction {id} is said to be at {status.Index}; its proof is of {transaction.Index} of {transaction.Size}, its " +
                $"receipt's of {receipt.Index} of {receipt.Size}.");
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
