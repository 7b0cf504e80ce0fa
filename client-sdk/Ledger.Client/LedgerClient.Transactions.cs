using Google.Protobuf;
using Grpc.Core;
using Ledger.Client.Rpc;
using Ledger.Client.Transactions;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Client;

public sealed partial class LedgerClient
{
    // A node answers AwaitTransaction at its deadline at the latest; asking again costs little and notices a node that is gone.
    private static readonly TimeSpan PollTimeout = TimeSpan.FromSeconds(20);

    /// <summary>Submits one call.</summary>
    /// <inheritdoc cref="SubmitAsync(IReadOnlyList{Call}, SubmitOptions?, CancellationToken)"/>
    public Task<TransactionResult> SubmitAsync(Call call, SubmitOptions? options = null, CancellationToken cancellationToken = default) =>
        SubmitAsync([call], options, cancellationToken);

    /// <summary>
    /// Signs and submits a transaction, and waits for what <see cref="SubmitOptions.WaitFor"/> says. All calls succeed or none does.
    /// </summary>
    /// <returns>
    /// Where it is; a final refusal is a result too, which <see cref="TransactionResult.EnsureDone"/> turns into an exception.
    /// </returns>
    /// <exception cref="RefusedException">The node did not admit it.</exception>
    /// <exception cref="NodeUnreachableException">
    /// The node did not answer; the same operation under a business key may be submitted again.
    /// </exception>
    /// <exception cref="VerificationException">What the node answered is not proven.</exception>
    /// <exception cref="NotFinalException">It is not final within <see cref="LedgerClientOptions.FinalityTimeout"/>.</exception>
    /// <exception cref="WaitCanceledException">The caller ended the wait; the transaction may land all the same.</exception>
    /// <exception cref="InvalidOperationException">The client was opened without a signer.</exception>
    public async Task<TransactionResult> SubmitAsync(
        IReadOnlyList<Call> calls, SubmitOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(calls);
        options ??= new SubmitOptions();
        var signer = RequireSigner();
        var notAfter = options.NotAfter
            ?? await BlockTimeAsync(cancellationToken)
                .ConfigureAwait(false) + (long)(options.Lifetime ?? _options.Lifetime).TotalMilliseconds;
        var transaction = TransactionBuilder.Build(Genesis, signer, calls, options.BusinessKey.Span, notAfter);
        return await SubmitBuiltAsync(transaction, options, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Submits an encoded Transaction that was signed elsewhere. Resubmitting the same bytes is harmless.</summary>
    /// <inheritdoc cref="SubmitAsync(IReadOnlyList{Call}, SubmitOptions?, CancellationToken)"/>
    /// <exception cref="ArgumentException">The bytes are not an encoded transaction of this chain.</exception>
    public Task<TransactionResult> SubmitSignedAsync(
        ReadOnlyMemory<byte> transaction, SubmitOptions? options = null, CancellationToken cancellationToken = default)
    {
        var refused = TransactionReader.TryRead(transaction, Genesis.Hasher, Genesis.ChainId, Genesis.Content.Limits, out var read);
        if (refused.IsRefused)
        {
            throw new ArgumentException($"{refused.Code}: {refused.Detail}", nameof(transaction));
        }

        var built = new BuiltTransaction(
            read!.Id, UnsafeByteOperations.UnsafeWrap(transaction), read.Body.NotAfter, UnsafeByteOperations.UnsafeWrap(read.Signature));
        return SubmitBuiltAsync(built, options ?? new SubmitOptions(), cancellationToken);
    }

    /// <summary>
    /// Waits until a transaction is final or expired. What is final is proven; that it expired is the node's word, for the id alone does
    /// not say when.
    /// </summary>
    /// <returns>Its result; <see cref="Fate.Unknown"/> where this node has never seen it.</returns>
    /// <inheritdoc cref="SubmitAsync(IReadOnlyList{Call}, SubmitOptions?, CancellationToken)"/>
    public Task<TransactionResult> AwaitFinalAsync(Digest id, CancellationToken cancellationToken = default) =>
        AwaitFinalAsync(new KnownTransaction(id), cancellationToken);

    /// <summary>Waits until a transaction is final or expired. Both are proven.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="notAfter">Its not_after.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <inheritdoc cref="AwaitFinalAsync(Digest, CancellationToken)"/>
    public Task<TransactionResult> AwaitFinalAsync(Digest id, long notAfter, CancellationToken cancellationToken = default) =>
        AwaitFinalAsync(new KnownTransaction(id, notAfter), cancellationToken);

    private Task<TransactionResult> AwaitFinalAsync(KnownTransaction known, CancellationToken cancellationToken) =>
        NamedAsync(known.Id, () => AwaitFateAsync(known, cancellationToken));

    private async Task<TransactionResult> AwaitFateAsync(KnownTransaction known, CancellationToken cancellationToken)
    {
        var id = known.Id;
        var started = _options.Time.GetTimestamp();
        while (true)
        {
            var left = _options.FinalityTimeout - _options.Time.GetElapsedTime(started);
            var status = await PollAsync(known, left, cancellationToken).ConfigureAwait(false);
            if (status.Fate is Fate.Final or Fate.Expired or Fate.Unknown)
            {
                return await ResultOfAsync(known, status, verify: true, cancellationToken).ConfigureAwait(false);
            }

            var waited = _options.Time.GetElapsedTime(started);
            if (waited >= _options.FinalityTimeout)
            {
                throw new NotFinalException(id, status.Fate, waited);
            }

            // The node answered early without news: not to ask it in a tight loop.
            await Task.Delay(_options.Retry.DelayFirst, _options.Time, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// What became of a transaction, at once. What is final is proven; that it expired is the node's word, for the id alone does not say
    /// when.
    /// </summary>
    /// <inheritdoc cref="SubmitAsync(IReadOnlyList{Call}, SubmitOptions?, CancellationToken)"/>
    public Task<TransactionResult> GetTransactionAsync(Digest id, CancellationToken cancellationToken = default) =>
        GetTransactionAsync(new KnownTransaction(id), cancellationToken);

    /// <summary>What became of a transaction, at once. What is final or expired is proven.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="notAfter">Its not_after.</param>
    /// <param name="cancellationToken">Ends the question.</param>
    /// <inheritdoc cref="GetTransactionAsync(Digest, CancellationToken)"/>
    public Task<TransactionResult> GetTransactionAsync(Digest id, long notAfter, CancellationToken cancellationToken = default) =>
        GetTransactionAsync(new KnownTransaction(id, notAfter), cancellationToken);

    private Task<TransactionResult> GetTransactionAsync(KnownTransaction known, CancellationToken cancellationToken) =>
        NamedAsync(known.Id, async () =>
        {
            var status = await LookUpAsync(known, cancellationToken).ConfigureAwait(false);
            return await ResultOfAsync(known, status, verify: true, cancellationToken).ConfigureAwait(false);
        });

    /// <summary>A final transaction's proofs, checked; null where it is not final.</summary>
    internal async Task<TransactionStatus?> ProveTransactionAsync(Digest id, CancellationToken cancellationToken)
    {
        var known = new KnownTransaction(id);
        var status = await LookUpAsync(known, cancellationToken).ConfigureAwait(false);
        if (status.Fate != Fate.Final)
        {
            return null;
        }

        await _finality.VerifyAsync(known, status, cancellationToken).ConfigureAwait(false);
        return status;
    }

    private Task<TransactionResult> SubmitBuiltAsync(
        BuiltTransaction transaction, SubmitOptions options, CancellationToken cancellationToken) =>
        NamedAsync(transaction.Id, () => SubmitUntilFinalAsync(transaction, options, cancellationToken));

    private async Task<TransactionResult> SubmitUntilFinalAsync(
        BuiltTransaction transaction, SubmitOptions options, CancellationToken cancellationToken)
    {
        var waitAtNode = options is { WaitFor: WaitFor.Final, Verify: false };
        var request = new SubmitRequest
        {
            Transaction = transaction.Bytes,
            WaitFor = waitAtNode ? WaitFor.Final : WaitFor.Admitted,
            SignedRefusal = options.SignedRefusal,
        };
        for (var attempt = 1; ; attempt++)
        {
            var status = await HandInAsync(transaction, request, cancellationToken).ConfigureAwait(false);
            if (options.WaitFor == WaitFor.Admitted || (waitAtNode && status.Fate == Fate.Final))
            {
                return await ResultOfAsync(transaction.Known, status, verify: false, cancellationToken).ConfigureAwait(false);
            }

            var result = await AwaitFinalAsync(transaction.Known, cancellationToken).ConfigureAwait(false);
            if (result.Fate != Fate.Unknown || attempt == _options.Retry.AttemptsMax)
            {
                return result;
            }

            // The node forgot it, as by a restart with it in the mempool.
            _logger.Resubmitting(transaction.Id);
        }
    }

    // That the same bytes have landed is what the caller wanted: a retry after a lost answer must not fail for it. That they come too late
    // now does not say that they did not land in time.
    private async Task<TransactionStatus> HandInAsync(
        BuiltTransaction transaction, SubmitRequest request, CancellationToken cancellationToken)
    {
        try
        {
            var status = await _calls.CallAsync(_node.SubmitAsync, request, cancellationToken).ConfigureAwait(false);
            CheckId(transaction.Id, status);
            return status;
        }
        catch (RefusedException e)
        {
            if (e.Code is RefusalCode.Duplicate or RefusalCode.Expired)
            {
                var status = await LookUpAsync(transaction.Known, cancellationToken).ConfigureAwait(false);
                if (e.Code == RefusalCode.Duplicate || status.Fate is not Fate.Unknown)
                {
                    return status;
                }
            }

            if (request.SignedRefusal)
            {
                await VerifyRefusalAsync(request.Transaction.Memory, e, cancellationToken).ConfigureAwait(false);
            }

            throw;
        }
    }

    private async Task<TransactionStatus> PollAsync(KnownTransaction known, TimeSpan left, CancellationToken cancellationToken)
    {
        var timeout = left < PollTimeout ? left : PollTimeout;
        var request = RequestOf(known);
        try
        {
            var call = new CallOptions(deadline: _calls.Deadline(timeout), cancellationToken: cancellationToken);
            using var answer = _node.AwaitTransactionAsync(request, call);
            var status = await answer.ResponseAsync.ConfigureAwait(false);
            CheckId(known.Id, status);
            return status;
        }
        catch (RpcException e)
        {
            cancellationToken.ThrowIfCancellationRequested(); // a call that the caller ended may fail in any way

            // Whatever went wrong with waiting, asking once more with tries says where the transaction is or that the node is gone.
            return RpcErrors.Map(Node, e) is { IsTransient: true } || IsUnknown(e)
                ? await LookUpAsync(known, cancellationToken).ConfigureAwait(false)
                : throw RpcErrors.Map(Node, e);
        }
    }

    private bool IsUnknown(RpcException error) => RpcErrors.Map(Node, error) is RefusedException { Code: RefusalCode.UnknownTransaction };

    private static GetTransactionRequest RequestOf(KnownTransaction known) =>
        new() { TransactionId = UnsafeByteOperations.UnsafeWrap(known.Id.ToArray()), Prove = true, NotAfter = known.NotAfter ?? 0 };

    private async Task<TransactionStatus> LookUpAsync(KnownTransaction known, CancellationToken cancellationToken)
    {
        var request = RequestOf(known);
        try
        {
            var status = await _calls.CallAsync(_node.GetTransactionAsync, request, cancellationToken).ConfigureAwait(false);
            CheckId(known.Id, status);
            return status;
        }
        catch (RefusedException e) when (e.Code == RefusalCode.UnknownTransaction)
        {
            return new TransactionStatus { TransactionId = request.TransactionId, Fate = Fate.Unknown };
        }
    }

    private void CheckId(Digest id, TransactionStatus status)
    {
        if (!status.TransactionId.Span.SequenceEqual(id.ToArray()))
        {
            throw _chain.Fail(
                VerificationFailure.OtherTransaction,
                $"asked for transaction {id}, got {Convert.ToHexStringLower(status.TransactionId.Span)}.");
        }
    }

    private async Task<TransactionResult> ResultOfAsync(
        KnownTransaction known, TransactionStatus status, bool verify, CancellationToken cancellationToken)
    {
        if (status.Fate == Fate.Expired && verify && known.NotAfter is not null)
        {
            return await _finality.VerifyExpiredAsync(known, status, cancellationToken).ConfigureAwait(false);
        }

        if (status.Fate != Fate.Final)
        {
            return new TransactionResult
            {
                Id = known.Id,
                Fate = status.Fate,
                Height = status.Height,
                Index = status.Index,
                NotAfter = known.NotAfter,
            };
        }

        var result = await FinalAsync(known, status, verify, cancellationToken).ConfigureAwait(false);
        return result.Receipt is { Code: (uint)RefusalCode.Repeated } repeated &&
            Digest.TryRead(repeated.FirstTransaction.Span, out var first) && first != known.Id
            ? result with { First = await FirstAsync(first, verify, cancellationToken).ConfigureAwait(false) }
            : result;
    }

    private async Task<TransactionResult> FinalAsync(
        KnownTransaction known, TransactionStatus status, bool verify, CancellationToken cancellationToken) => verify
        ? await _finality.VerifyAsync(known, status, cancellationToken).ConfigureAwait(false)
        : new TransactionResult
        {
            Id = known.Id,
            Fate = Fate.Final,
            Height = status.Height,
            Index = status.Index,
            NotAfter = known.NotAfter,
            Receipt = _finality.ReadReceipt(known.Id, status.Receipt),
        };

    // One step only: the first transaction under a business key was done, so it repeats nothing itself. It landed below the one that
    // repeats it, so it is final.
    private async Task<TransactionResult> FirstAsync(Digest first, bool verify, CancellationToken cancellationToken)
    {
        var known = new KnownTransaction(first);
        var status = await LookUpAsync(known, cancellationToken).ConfigureAwait(false);
        var result = status.Fate == Fate.Final ? await FinalAsync(known, status, verify, cancellationToken).ConfigureAwait(false) : null;
        return result is { Receipt.Code: 0 }
            ? result
            : throw _chain.Fail(
                VerificationFailure.FirstNotDone,
                $"transaction {first} is said to be {status.Fate}, code {result?.Receipt?.Code}, and another repeats it.");
    }

    private async Task<long> BlockTimeAsync(CancellationToken cancellationToken) =>
        _chain.Head.BlockTimeWithin(_options.HeadRefresh)
            ?? (await GetStatusAsync(cancellationToken).ConfigureAwait(false)).BlockTime;

    // Whoever submits can look it up again, whatever went wrong.
    private static async Task<TransactionResult> NamedAsync(Digest id, Func<Task<TransactionResult>> work)
    {
        try
        {
            return await work().ConfigureAwait(false);
        }
        catch (LedgerClientException e)
        {
            e.Transaction ??= id;
            throw;
        }
        catch (OperationCanceledException e) when (e is not WaitCanceledException)
        {
            throw new WaitCanceledException(id, e);
        }
    }
}
