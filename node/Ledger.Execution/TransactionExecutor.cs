using Google.Protobuf;
using Google.Protobuf.Collections;
using Ledger.Contracts;
using Ledger.Crypto;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema;

namespace Ledger.Execution;

/// <summary>
/// Executes a batch's transactions in order. All checks of admission that the chain can repeat are repeated here, against the state before
/// the block, since a batch may come from anyone: admission saves work, this decides.
/// </summary>
internal sealed class TransactionExecutor(
    BlockScope scope, ChainLimits limits, LayeredState state, BatchVerifier verifier, SignerBook signers, ExecutionOptions options)
{
    // Of a transaction that found no room: as short as can be, since a batch may hold very many.
    private static readonly Receipt BlockFull = new() { Code = (uint)RefusalCode.BlockFull };
    private static readonly byte[] BlockFullBytes = BlockFull.ToByteArray();
    private readonly HashSet<Digest> _seen = [];
    private int _receiptBytes;

    // The same words on every node: an exception's own depend on the runtime. The operator's log has those.
    private static Refused Failed =>
        new(RefusalCode.ContractFault, "The contract failed on this call. Nothing of the transaction was done.");

    /// <summary>What becomes of each.</summary>
    /// <param name="encoded">The transactions as ordered.</param>
    /// <param name="ahead">The same, read before under the same limits; null where they were not.</param>
    internal IReadOnlyList<ExecutedTransaction> Execute(RepeatedField<ByteString> encoded, BatchAhead? ahead)
    {
        var candidates = new Candidate[encoded.Count];
        var checks = new List<SignatureCheck>(encoded.Count);
        var read = ahead?.Transactions ?? TransactionReader.ReadAll(encoded, scope.Hasher, scope.ChainId, limits);
        for (var i = 0; i < candidates.Length; i++)
        {
            ref var candidate = ref candidates[i];
            candidate = Judge(read[i].Transaction, read[i].Refused);
            candidate.IsUnverified = candidate.Signer is { } signer
                && ahead?.Keys[i]?.Equals(signer.Key) is not true
                && options.HasVerified?.Invoke(candidate.Transaction!, signer.Key) is not true;
            if (candidate.IsUnverified)
            {
                checks.Add(candidate.Transaction!.SignatureCheck(candidate.Signer!.Key));
            }
        }

        options.Observer?.OnStageEnd(ExecutionStage.Read);
        var valid = verifier.Verify([.. checks]);
        options.Observer?.OnStageEnd(ExecutionStage.VerifySignatures);
        var leaves = BlockRoots.TransactionLeaves(scope.Hasher, read.Select(one => one.Transaction));
        var executed = new List<ExecutedTransaction>(candidates.Length);
        var next = 0;
        foreach (var candidate in candidates)
        {
            var isForged = candidate.IsUnverified && !valid[next++];
            executed.Add(Execute(
                isForged ? candidate with { Refused = TransactionRules.BadSignature } : candidate, executed.Count, leaves[executed.Count]));
        }

        options.Observer?.OnStageEnd(ExecutionStage.RunCalls);
        return executed;
    }

    private Candidate Judge(SignedTransaction? transaction, Refused refused)
    {
        if (refused.IsRefused)
        {
            return new Candidate(null, null, refused);
        }

        refused = TransactionRules.CheckExpiry(transaction!, scope.Time, limits);
        if (refused.IsRefused)
        {
            return new Candidate(transaction, null, refused);
        }

        if (state.HasCommitted(LandedTransactions.Key(transaction!.Body.NotAfter, transaction.Id)))
        {
            return new Candidate(transaction, null, TransactionRules.Duplicate(transaction.Id));
        }

        try
        {
            refused = TransactionRules.CheckSigner(transaction, scope.Time, signers.Read(state, transaction.Signer), out var signer);
            return new Candidate(transaction, signer, refused);
        }
        catch (Exception e) when (!state.StoreFailed && !HostFailure.Is(e))
        {
            return new Candidate(transaction, null, Failed, e);
        }
    }

    private ExecutedTransaction Execute(Candidate candidate, int index, Digest leaf)
    {
        // A refused copy must not take the id, for the genuine transaction may still come; a copy later in the block is a duplicate.
        var refused = candidate.Refused;
        var lands = !refused.IsRefused && _seen.Add(candidate.Transaction!.Id);
        if (!refused.IsRefused && !lands)
        {
            refused = TransactionRules.Duplicate(candidate.Transaction!.Id);
        }

        var fault = candidate.Fault;
        var receipt = lands ? Run(candidate.Transaction!, candidate.Signer!, out fault) : Refusal(refused, 0);
        receipt.Landed = lands; // mark and entry are all that a client believes: a copy's receipt says nothing of its id
        receipt.Index = lands ? (uint)index : 0;
        var bytes = receipt.ToByteArray();
        if (_receiptBytes + bytes.Length > ReceiptLimits.BlockBytesMax)
        {
            state.Drop();
            if (lands)
            {
                _seen.Remove(candidate.Transaction!.Id);
            }

            return new ExecutedTransaction(candidate.Transaction, BlockFull, BlockFullBytes, leaf, fault);
        }

        _receiptBytes += bytes.Length;
        state.Keep();
        if (lands)
        {
            state.PutInBlock(
                LandedTransactions.Key(candidate.Transaction!.Body.NotAfter, candidate.Transaction.Id),
                LandedTransactions.Value(scope.Height, index, leaf));
        }

        return new ExecutedTransaction(candidate.Transaction, receipt, bytes, leaf, fault);
    }

    /// <summary>
    /// The receipt of a transaction that lands. Its writes wait in the state's upper layer; there are none where it is refused.
    /// </summary>
    private Receipt Run(SignedTransaction transaction, Signer signer, out Exception? fault)
    {
        fault = null;
        var call = 0;
        try
        {
            return RunCalls(transaction, signer, ref call);
        }
        catch (InvariantException e) when (!state.StoreFailed)
        {
            fault = e;
        }
        catch (Exception e) when (!state.StoreFailed && !HostFailure.Is(e))
        {
            fault = e;
        }

        state.Drop();
        return fault is InvariantException ? Refusal(TransactionRules.BreaksInvariant, 0) : Refusal(Failed, call);
    }

    private Receipt RunCalls(SignedTransaction transaction, Signer signer, ref int call)
    {
        var businessKey = transaction.Body.BusinessKey.IsEmpty ? null : BusinessKeys.Key(signer.Uscc, transaction.Body.BusinessKey.Span);
        var content = businessKey is null ? default : transaction.ContentDigest(scope.Hasher);
        if (businessKey is not null && state.Get(businessKey) is { } used)
        {
            return AfterFirst(BusinessKeys.Read(used), content);
        }

        var context = new CallContext(ContractDispatcher.ScopeOf(transaction.Body.Calls, scope, state), signer, state);
        for (; call < transaction.Body.Calls.Count; call++)
        {
            var refused = options.Calls(transaction.Body.Calls[call], context);
            if (refused.IsRefused)
            {
                state.Drop();
                return Refusal(refused, call);
            }
        }

        if (businessKey is not null)
        {
            state.Put(businessKey, BusinessKeys.Value(transaction.Id, content));
        }

        if (LedgerInvariants.Check(state.TransactionChanges(), state, scope.Time, scope.Hasher) is { } violation)
        {
            throw new InvariantException(violation);
        }

        return new Receipt { Events = { context.Events } };
    }

    // The same content was done once, which is what its sender wants; another one was not done, which he must learn.
    private static Receipt AfterFirst((Digest Id, Digest Content) first, Digest content)
    {
        var receipt = first.Content == content
            ? new Receipt { Code = (uint)RefusalCode.Repeated }
            : Refusal(TransactionRules.OtherContent(first.Id, first.Content, content), 0);
        receipt.FirstTransaction = UnsafeByteOperations.UnsafeWrap(first.Id.ToArray());
        receipt.FirstContent = first.Content == content ? ByteString.Empty : UnsafeByteOperations.UnsafeWrap(first.Content.ToArray());
        return receipt;
    }

    private static Receipt Refusal(Refused refused, int call) =>
        new() { Code = (uint)refused.Code, FailedCall = (uint)call, Detail = refused.ShortDetail };

    private record struct Candidate(SignedTransaction? Transaction, Signer? Signer, Refused Refused, Exception? Fault = null)
    {
        /// <summary>Whether its signature is to be verified.</summary>
        internal bool IsUnverified { get; set; }
    }
}
