using Ledger.Protocol;

namespace Ledger.Mempool;

/// <summary>
/// Admitted transactions in the order of arrival. A transaction is waiting, then in flight (in a batch that was offered to the orderer),
/// then gone once a block holds it. Bounded; safe for use by several threads.
/// </summary>
public sealed class TransactionPool(MempoolOptions options)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<Digest, Entry> _held = [];
    private readonly LinkedList<SignedTransaction> _waiting = new();
    private long _bytes;
    private long _bytesInFlight;
    private int _inFlight;

    /// <summary>Transactions held.</summary>
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

    /// <summary>Bytes held.</summary>
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

    /// <summary>Whether the transaction is here, waiting or in flight.</summary>
    public bool Contains(Digest id)
    {
        lock (_gate)
        {
            return _held.ContainsKey(id);
        }
    }

    /// <summary>Offers an admitted transaction.</summary>
    public MempoolAddResult TryAdd(SignedTransaction transaction)
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

            _held.Add(transaction.Id, new Entry(transaction));
            _waiting.AddLast(transaction);
            _bytes += transaction.Bytes.Length;
            return MempoolAddResult.Added;
        }
    }

    /// <summary>
    /// Takes the oldest waiting transactions into flight, as many as fit <paramref name="bytesMax"/>; <paramref name="overheadBytes"/> is
    /// added for each. Those that have landed or expired by <paramref name="blockTime"/> are dropped on the way.
    /// </summary>
    public IReadOnlyList<SignedTransaction> Take(int bytesMax, int overheadBytes, long blockTime)
    {
        var taken = new List<SignedTransaction>();
        lock (_gate)
        {
            while (_waiting.First is { } first)
            {
                var transaction = first.Value;
                if (transaction.Body.NotAfter < blockTime)
                {
                    Forget(transaction.Id);
                }
                else if (_held.TryGetValue(transaction.Id, out var entry))
                {
                    bytesMax -= transaction.Bytes.Length + overheadBytes;
                    if (bytesMax < 0)
                    {
                        break;
                    }

                    taken.Add(transaction);
                    SetInFlight(entry, true);
                }

                _waiting.RemoveFirst();
            }
        }

        return taken;
    }

    /// <summary>
    /// Puts transactions in flight that got no place – their batch none in the order, or they none in its block – back to the front, in their order.
    /// Those that are not here, or wait already, stay as they are.
    /// </summary>
    public void Return(IReadOnlyList<SignedTransaction> transactions)
    {
        lock (_gate)
        {
            for (var i = transactions.Count - 1; i >= 0; i--)
            {
                if (_held.TryGetValue(transactions[i].Id, out var entry) && entry.InFlight)
                {
                    SetInFlight(entry, false);
                    _waiting.AddFirst(entry.Transaction);
                }
            }
        }
    }

    /// <summary>Forgets transactions that a block holds.</summary>
    public void OnBlock(IEnumerable<Digest> landed)
    {
        lock (_gate)
        {
            foreach (var id in landed)
            {
                Forget(id);
            }
        }
    }

    private void Forget(Digest id)
    {
        if (_held.Remove(id, out var entry))
        {
            SetInFlight(entry, false);
            _bytes -= entry.Transaction.Bytes.Length;
        }
    }

    private void SetInFlight(Entry entry, bool inFlight)
    {
        if (entry.InFlight != inFlight)
        {
            entry.InFlight = inFlight;
            _inFlight += inFlight ? 1 : -1;
            _bytesInFlight += inFlight ? entry.Transaction.Bytes.Length : -entry.Transaction.Bytes.Length;
        }
    }

    private sealed class Entry(SignedTransaction transaction)
    {
        internal SignedTransaction Transaction { get; } = transaction;

        internal bool InFlight { get; set; }
    }
}
