using System.Collections.Concurrent;
using Ledger.Index;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Node;

/// <summary>
/// What becomes of transactions, and who waits to hear it. Remembers until when admitted transactions may still land, so that the ones that
/// never can are said to be expired. Bounded; safe for use by several threads.
/// </summary>
public sealed class FateTracker(NodeCore core)
{
    /// <summary>Most transactions that are waited for at a time.</summary>
    public const int WaitersMax = 20_000;

    /// <summary>Most admitted transactions remembered.</summary>
    public const int RememberedMax = 100_000;

    private readonly ConcurrentDictionary<Digest, TaskCompletionSource> _waiters = new();
    private readonly ConcurrentDictionary<Digest, long> _notAfter = new();
    private readonly ConcurrentQueue<Digest> _remembered = new();

    /// <summary>Remembers an admitted transaction.</summary>
    public void OnAdmitted(SignedTransaction transaction)
    {
        if (!_notAfter.TryAdd(transaction.Id, transaction.Body.NotAfter))
        {
            return;
        }

        _remembered.Enqueue(transaction.Id);
        while (_remembered.Count > RememberedMax && _remembered.TryDequeue(out var oldest))
        {
            _notAfter.TryRemove(oldest, out _);
        }
    }

    /// <summary>Tells those who wait. Called for each final block, in order.</summary>
    public void OnFinalBlock(FinalBlock block)
    {
        foreach (var (id, _) in block.Transactions)
        {
            if (id is { } landed && _waiters.TryRemove(landed, out var waiter))
            {
                waiter.TrySetResult();
            }
        }

        foreach (var (id, waiter) in _waiters)
        {
            if (_notAfter.TryGetValue(id, out var notAfter) && notAfter < block.Time && _waiters.TryRemove(id, out _))
            {
                waiter.TrySetResult();
            }
        }
    }

    /// <summary>Fate and place of a transaction as this node knows it now.</summary>
    public (Fate Fate, ulong Height, int Index) Find(Digest id)
    {
        if (core.Chain.Blocks.FindTransaction(id) is var (height, index))
        {
            return (height <= core.Finality.FinalHeight ? Fate.Final : Fate.Ordered, height, index);
        }

        var expired = _notAfter.TryGetValue(id, out var notAfter) && notAfter < core.Index.Time;
        return (expired ? Fate.Expired : core.Pool.Contains(id) ? Fate.Pending : Fate.Unknown, 0, 0);
    }

    /// <summary>Completes once the transaction is final or expired; false where too many wait already.</summary>
    public async Task<bool> WaitAsync(Digest id, CancellationToken cancellationToken)
    {
        if (_waiters.Count >= WaitersMax)
        {
            return false;
        }

        var waiter = _waiters.GetOrAdd(id, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        if (Find(id).Fate is Fate.Final or Fate.Expired)
        {
            _waiters.TryRemove(id, out _);
            waiter.TrySetResult();
        }

        await waiter.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        return true;
    }
}
