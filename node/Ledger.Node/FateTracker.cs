using System.Collections.Concurrent;
using Ledger.Index;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema;

namespace Ledger.Node;

/// <summary>
/// What becomes of transactions, and who waits to hear it. Remembers until when admitted transactions may still land, so that the ones that
/// never can are said to be expired. Safe for use by several threads.
/// </summary>
public sealed class FateTracker(INode core)
{
    /// <summary>Most admitted transactions remembered.</summary>
    public const int RememberedMax = 100_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<Digest, Waiter> _waiters = [];
    private readonly ExpiryQueue<Waiter> _expiring = new();
    private readonly ConcurrentDictionary<Digest, long> _notAfter = new();
    private readonly ConcurrentQueue<Digest> _remembered = new();
    private int _rememberedCount;
    private int _waitedFor;

    /// <summary>Remembers an admitted transaction.</summary>
    public void OnAdmitted(SignedTransaction transaction)
    {
        if (!_notAfter.TryAdd(transaction.Id, transaction.Body.NotAfter))
        {
            return;
        }

        _remembered.Enqueue(transaction.Id);
        if (Interlocked.Increment(ref _rememberedCount) > RememberedMax && _remembered.TryDequeue(out var oldest))
        {
            Interlocked.Decrement(ref _rememberedCount);
            _notAfter.TryRemove(oldest, out _);
        }

        lock (_gate)
        {
            if (_waiters.TryGetValue(transaction.Id, out var early))
            {
                ExpireAt(early, transaction.Body.NotAfter);
            }
        }
    }

    /// <summary>Transactions that are waited for.</summary>
    public int WaitedFor => Volatile.Read(ref _waitedFor);

    /// <summary>Those of them that are told when they expire; they are as few once nobody waits.</summary>
    internal int Expiring
    {
        get
        {
            lock (_gate)
            {
                return _expiring.Count;
            }
        }
    }

    /// <summary>Tells those who wait. Called for each final block, in order.</summary>
    public void OnFinalBlock(FinalBlock block)
    {
        lock (_gate)
        {
            foreach (var (id, _) in block.Transactions)
            {
                if (id is { } landed && _waiters.TryGetValue(landed, out var waiter))
                {
                    waiter.Heard.TrySetResult();
                }
            }

            while (_expiring.TryTakeBefore(block.Time, out var expired))
            {
                expired.Expires = null;
                expired.Heard.TrySetResult();
            }
        }
    }

    /// <summary>Tells those who wait for transactions that the mempool let go: they are asked for elsewhere, or sent again.</summary>
    public void OnLetGo(IReadOnlyList<Digest> transactions)
    {
        ArgumentNullException.ThrowIfNull(transactions);
        lock (_gate)
        {
            foreach (var id in transactions)
            {
                _waiters.GetValueOrDefault(id)?.Heard.TrySetResult();
            }
        }
    }

    /// <summary>Fate and place of a transaction as this node knows it now.</summary>
    /// <param name="id">The transaction's.</param>
    /// <param name="notAfter">
    /// Its not_after, as somebody says who knows it; 0 where nobody does. What this node admitted it remembers better.
    /// </param>
    public (Fate Fate, ulong Height, int Index) Find(Digest id, long notAfter = 0)
    {
        if (core.Chain.Blocks.FindTransaction(id) is var (height, index))
        {
            return (height <= core.Finality.FinalHeight ? Fate.Final : Fate.Ordered, height, index);
        }

        var ends = NotAfterOf(id, notAfter);
        var expired = ends > 0 && ends < core.Index.Time && !MayHaveLandedBelow(ends);
        return (expired ? Fate.Expired : core.Pool.Contains(id) ? Fate.Pending : Fate.Unknown, 0, 0);
    }

    /// <summary>The not_after of a transaction that this node admitted, otherwise what somebody says.</summary>
    public long NotAfterOf(Digest id, long said) => _notAfter.TryGetValue(id, out var remembered) ? remembered : said;

    /// <summary>
    /// Completes once the transaction is final or expired, or after <paramref name="waitMax"/>. Nothing is held for it afterwards, however
    /// it ends; who calls bounds how many wait.
    /// </summary>
    public async Task WaitAsync(Digest id, TimeSpan waitMax, CancellationToken cancellationToken)
    {
        var waiter = Enter(id);
        try
        {
            if (Find(id).Fate is not (Fate.Final or Fate.Expired))
            {
                await waiter.Heard.Task.WaitAsync(waitMax, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (TimeoutException)
        {
            // It stands as it stands: who waits looks.
        }
        finally
        {
            Leave(id, waiter);
        }
    }

    // Of the blocks that are not kept nothing says here what landed in them.
    private bool MayHaveLandedBelow(long notAfter) =>
        core.Chain.Blocks is { Oldest: > 1 } blocks && notAfter - LandedTransactions.KeptMs <= blocks.GetHeader(blocks.Oldest)?.Time;

    private Waiter Enter(Digest id)
    {
        lock (_gate)
        {
            if (!_waiters.TryGetValue(id, out var waiter))
            {
                _waiters.Add(id, waiter = new Waiter());
                Volatile.Write(ref _waitedFor, _waiters.Count);
                if (_notAfter.TryGetValue(id, out var notAfter))
                {
                    ExpireAt(waiter, notAfter);
                }
            }

            waiter.Waiting++;
            return waiter;
        }
    }

    private void Leave(Digest id, Waiter waiter)
    {
        lock (_gate)
        {
            waiter.Waiting--;
            if (waiter.Waiting == 0)
            {
                _waiters.Remove(id);
                Volatile.Write(ref _waitedFor, _waiters.Count);
                if (waiter.Expires is { } place)
                {
                    _expiring.Remove(place);
                }
            }
        }
    }

    // Under the lock. Whoever waits may come before or after the transaction is admitted, or between its two steps.
    private void ExpireAt(Waiter waiter, long notAfter) => waiter.Expires ??= _expiring.Add(notAfter, waiter);

    private sealed class Waiter
    {
        /// <summary>Where it stands among those that expire; null where it does not.</summary>
        internal ExpiryQueue<Waiter>.Place? Expires { get; set; }

        internal TaskCompletionSource Heard { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        internal int Waiting { get; set; }
    }
}
