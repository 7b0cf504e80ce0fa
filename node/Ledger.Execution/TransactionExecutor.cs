using Google.Protobuf;
using Google.Protobuf.Collections;
using Ledger.Contracts;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Execution;

/// <summary>
/// Executes a batch's transactions in order. All checks of admission that the chain can repeat are repeated here, against the state before the
/// block, since a batch may come from anyone: admission saves work, this decides.
/// </summary>
internal sealed class TransactionExecutor(
    BlockScope scope, ChainLimits limits, ChainStore blocks, LayeredState state, BatchVerifier verifier, IExecutionObserver? observer)
{
    private readonly HashSet<Digest> _seen = [];

    internal IReadOnlyList<ExecutedTransaction> Execute(RepeatedField<ByteString> encoded)
    {
        var candidates = encoded.Select(bytes => Read(bytes.Memory)).ToArray();
        var checks = candidates.Where(candidate => candidate.Signer is not null)
            .Select(candidate => candidate.Transaction!.SignatureCheck(candidate.Signer!.Key)).ToArray();
        observer?.OnStageEnd(ExecutionStage.Read);
        var valid = verifier.Verify(checks);
        observer?.OnStageEnd(ExecutionStage.VerifySignatures);
        var executed = new List<ExecutedTransaction>(candidates.Length);
        var next = 0;
        foreach (var candidate in candidates)
        {
            var refused = candidate.Refused;
            if (candidate.Signer is not null && !valid[next++])
            {
                refused = TransactionRules.BadSignature;
            }

            // A refused copy must not take the id, for the genuine transaction may still come; a copy later in the block is a duplicate.
            var lands = !refused.IsRefused && _seen.Add(candidate.Transaction!.Id);
            if (!refused.IsRefused && !lands)
            {
                refused = TransactionRules.Duplicate(candidate.Transaction!.Id);
            }

            var receipt = lands ? Run(candidate.Transaction!, candidate.Signer!) : Refusal(refused, 0);
            executed.Add(new ExecutedTransaction(candidate.Transaction, receipt, receipt.ToByteArray(), lands));
        }

        observer?.OnStageEnd(ExecutionStage.RunCalls);
        return executed;
    }

    private Candidate Read(ReadOnlyMemory<byte> bytes)
    {
        var refused = TransactionReader.TryRead(bytes, scope.Hasher, scope.ChainId, limits, out var transaction);
        if (refused.IsRefused)
        {
            return new Candidate(null, null, refused);
        }

        refused = TransactionRules.CheckExpiry(transaction!, scope.Time, limits);
        if (refused.IsRefused)
        {
            return new Candidate(transaction, null, refused);
        }

        if (blocks.FindTransaction(transaction!.Id) is not null)
        {
            return new Candidate(transaction, null, TransactionRules.Duplicate(transaction.Id));
        }

        refused = TransactionRules.CheckSigner(transaction, scope.Time, state, out var signer);
        return new Candidate(transaction, signer, refused);
    }

    private Receipt Run(SignedTransaction transaction, Signer signer)
    {
        var businessKey = transaction.Body.BusinessKey.IsEmpty ? null : BusinessKeys.Key(signer.Uscc, transaction.Body.BusinessKey.Span);
        if (businessKey is not null && state.Get(businessKey) is { } first)
        {
            return new Receipt { Code = (uint)RefusalCode.Repeated, FirstTransaction = UnsafeByteOperations.UnsafeWrap(first) };
        }

        var context = new CallContext(scope, signer, state);
        for (var i = 0; i < transaction.Body.Calls.Count; i++)
        {
            var refused = ContractDispatcher.Execute(transaction.Body.Calls[i], context);
            if (refused.IsRefused)
            {
                state.Drop();
                return Refusal(refused, i);
            }
        }

        if (businessKey is not null)
        {
            state.Put(businessKey, transaction.Id.ToArray());
        }

        state.Keep();
        return new Receipt { Events = { context.Events } };
    }

    private static Receipt Refusal(Refused refused, int call) => new()
    {
        Code = (uint)refused.Code,
        FailedCall = (uint)call,
        Detail = refused.Detail.Length <= Refused.DetailCharsMax ? refused.Detail : refused.Detail[..Refused.DetailCharsMax],
    };

    private readonly record struct Candidate(SignedTransaction? Transaction, Signer? Signer, Refused Refused);
}
