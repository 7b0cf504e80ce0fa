using Ledger.Crypto;
using Ledger.Protocol;

namespace Ledger.Mempool;

/// <summary>
/// Admitted transactions in the order of arrival. A transaction is waiting, then in flight (in a batch that was offered to the orderer),
/// then gone once a block holds it or block time has passed it. Bounded, in all and for each signer; safe for use by several threads.
/// </summary>
public sealed class TransactionPool(MempoolOptions options) : IMempool
{
    private readonly Lock _gate = new();
    private readonly Dictionary<Digest, Entry> _held = [];
    private readonly LinkedList<SignedTransaction> _waiting = new();
    private readonly SortedSet<(long NotAfter, Digest Id)> _byEnd = [];
    private readonly Dictionary<Digest, (int Count, long Bytes)> _bySigner = [];
    private long _bytes;
    private long _bytesInFlight;
    private int _inFlight;

    /// <inheritdoc/>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _held.Count;
            }
        }
    }

    /// <inheritdoc/>
    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>Transactions in a batch that was offered to the orderer and is not in a block yet.</summary>
    public int InFlight => Volatile.Read(ref _inFlight);

    /// <summary>Bytes of the transactions in flight.</summary>
    public long BytesInFlight => Interlocked.Read(ref _bytesInFlight);

    /// <summary>Bytes of the transactions that wait for a batch.</summary>
    public long WaitingBytes
    {
        get
        {
            lock (_gate)
            {
                return _bytes - _bytesInFlight;
            }
        }
    }

    /// <summary>Whether any transaction waits for a batch.</summary>
    public bool HasWaiting
    {
        get
        {
            lock (_gate)
            {
                return _waiting.Count > 0;
            }
        }
    }

    /// <inheritdoc/>
    public bool Contains(Digest id)
    {
        lock (_gate)
        {
            return _held.ContainsKey(id);
        }
    }

    /// <summary>Whether the transaction is here with this very signature, which was verified under the key when it was let in.</summary>
    public bool HasVerified(SignedTransaction transaction, PublicKey key)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        lock (_gate)
        {
            // The id commits to all but the signature.
            return _held.TryGetValue(transaction.Id, out var entry) && entry.VerifiedUnder is { } under && under.Equals(key)
                && entry.Transaction.Algorithm == transaction.Algorithm
                && entry.Transaction.Signature.Span.SequenceEqual(transaction.Signature.Span);
        }
    }

    /// <summary>Offers an admitted transaction.</summary>
    /// <param name="transaction">It.</param>
    /// <param name="verifiedUnder">The key that its signature was verified under; null where nobody has verified it here.</param>
    public MempoolAddResult TryAdd(SignedTransaction transaction, PublicKey? verifiedUnder = null)
    {
        lock (_gate)
        {
            if (_held.ContainsKey(transaction.Id))
            {
                return MempoolAddResult.Known;
            }

            if (_held.Count >= options.TransactionsMax || _bytes + transaction.Bytes.Length > options.BytesMax)
            {
                return MempoolAddResult.Full;
            }

            var signer = new Digest(transaction.Body.Signer.Span);
            var (count, bytes) = _bySigner.GetValueOrDefault(signer);
            if (count >= options.TransactionsOfSignerMax || bytes + transaction.Bytes.Length > options.BytesOfSignerMax)
            {
                return MempoolAddResult.FullOfSigner;
            }

            _held.Add(transaction.Id, new Entry(transaction, verifiedUnder) { Place = _waiting.AddLast(transaction) });
            _bySigner[signer] = (count + 1, bytes + transaction.Bytes.Length);
            _byEnd.Add((transaction.Body.NotAfter, transaction.Id));
            _bytes += transaction.Bytes.Length;
            return MempoolAddResult.Added;
        }
    }

    /// <summary>
    /// Takes the oldest waiting transactions into flight, as many as fit <paramref name="bytesMax"/>; <paramref name="overheadBytes"/> is
    /// added for each. Those that have expired by <paramref name="blockTime"/> are dropped on the way.
    /// </summary>
    public IReadOnlyList<SignedTransaction> Take(int bytesMax, int overheadBytes, long blockTime)
    {
        var taken = new List<SignedTransaction>();
        lock (_gate)
        {
            while (_waiting.First is { Value: var transaction })
            {
                if (transaction.Body.NotAfter < blockTime)
                {
                    Forget(transaction.Id);
                    continue;
                }

                bytesMax -= transaction.Bytes.Length + overheadBytes;
                if (bytesMax < 0)
                {
                    break;
                }

                taken.Add(transaction);
                Fly(_held[transaction.Id]);
            }
        }

        return taken;
    }

    /// <summary>
    /// Puts transactions that <see cref="Take"/> gave, and whose batch got no place in the order, back to the front, in their order. Those
    /// that are not here, or wait already, stay as they are; so do copies that were let in after these had gone: they fly in another batch.
    /// </summary>
    public void Return(IReadOnlyList<SignedTransaction> transactions) =>
        Return(transactions, (held, taken) => ReferenceEquals(held, taken));

    /// <summary>The same of transactions that got no place in a block, whoever had ordered them.</summary>
    public void ReturnFromBlock(IReadOnlyList<SignedTransaction> transactions) => Return(transactions, (_, _) => true);

    private void Return(IReadOnlyList<SignedTransaction> transactions, Func<SignedTransaction, SignedTransaction, bool> isMeant)
    {
        lock (_gate)
        {
            for (var i = transactions.Count - 1; i >= 0; i--)
            {
                if (_held.TryGetValue(transactions[i].Id, out var entry) && entry.Place is null
                    && isMeant(entry.Transaction, transactions[i]))
                {
                    CountFlight(entry, -1);
                    entry.Place = _waiting.AddFirst(entry.Transaction);
                }
            }
        }
    }

    /// <summary>Lets everything go, waiting or in flight, and says what it was: nobody here will put it into the order any more.</summary>
    public IReadOnlyList<Digest> LetGo()
    {
        lock (_gate)
        {
            Digest[] held = [.. _held.Keys];
            foreach (var id in held)
            {
                Forget(id);
            }

            return held;
        }
    }

    /// <summary>Forgets transactions that a block holds, and those that can land in no later one.</summary>
    /// <param name="landed">Their ids.</param>
    /// <param name="blockTime">The block's time, UTC milliseconds.</param>
    public void OnBlock(IEnumerable<Digest> landed, long blockTime)
    {
        lock (_gate)
        {
            foreach (var id in landed)
            {
                Forget(id);
            }

            while (_byEnd.Count > 0 && _byEnd.Min.NotAfter < blockTime)
            {
                Forget(_byEnd.Min.Id);
            }
        }
    }

    // Under the lock, as what follows.
    private void Forget(Digest id)
    {
        if (!_held.Remove(id, out var entry))
        {
            return;
        }

        if (entry.Place is { } place)
        {
            _waiting.Remove(place);
        }
        else
        {
            CountFlight(entry, -1);
        }

        var transaction = entry.Transaction;
        _bytes -= transaction.Bytes.Length;
        _byEnd.Remove((transaction.Body.NotAfter, id));
        Release(new Digest(transaction.Body.Signer.Span), transaction.Bytes.Length);
    }

    private void Release(Digest signer, int bytes)
    {
        var (count, held) = _bySigner[signer];
        if (count == 1)
        {
            _bySigner.Remove(signer);
        }
        else
        {
            _bySigner[signer] = (count - 1, held - bytes);
        }
    }

    private void Fly(Entry entry)
    {
        _waiting.Remove(entry.Place!);
        entry.Place = null;
        CountFlight(entry, 1);
    }

    private void CountFlight(Entry entry, int flying)
    {
        _inFlight += flying;
        _bytesInFlight += flying * entry.Transaction.Bytes.Length;
    }

    private sealed class Entry(SignedTransaction transaction, PublicKey? verifiedUnder)
    {
        internal SignedTransaction Transaction { get; } = transaction;

        internal PublicKey? VerifiedUnder { get; } = verifiedUnder;

        /// <summary>Where it waits; null while it is in flight.</summary>
        internal LinkedListNode<SignedTransaction>? Place { get; set; }
    }
}

/// <summary>What became of a transaction that was offered to the mempool.</summary>
public enum MempoolAddResult
{
    /// <summary>It waits for its place in the order.</summary>
    Added,

    /// <summary>The same transaction is here already.</summary>
    Known,

    /// <summary>There is no room.</summary>
    Full,

    /// <summary>There is no more room for this signer.</summary>
    FullOfSigner,
}
