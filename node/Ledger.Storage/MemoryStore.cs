using Ledger.Storage.Memory;

namespace Ledger.Storage;

/// <summary>
/// A store in memory with the behaviour of the one on disk, for tests, replay and the cluster simulation. Safe for use by several threads.
/// It remembers what was durable, so that a crash can be played: see <see cref="SurvivingAfterCrash"/> and <see cref="IStoreFaults"/>.
/// </summary>
public sealed class MemoryStore : IStore
{
    private readonly Lock _writing = new();
    private readonly IStoreFaults? _faults;
    private volatile Tables _tables;
    private volatile Exception? _failure;
    private volatile bool _stopped;
    private Tables _durable;
    private long _writes;

    /// <summary>An empty store; <paramref name="faults"/> is asked before each write.</summary>
    public MemoryStore(IStoreFaults? faults = null) : this(Tables.Empty, faults)
    {
    }

    private MemoryStore(Tables tables, IStoreFaults? faults)
    {
        _tables = tables;
        _durable = tables;
        _faults = faults;
    }

    /// <inheritdoc/>
    public byte[]? Get(StoreTable table, ReadOnlySpan<byte> key) => Running().Get(table, key);

    /// <inheritdoc/>
    public IEnumerable<KeyValuePair<byte[], byte[]>> Scan(
        StoreTable table, ReadOnlyMemory<byte> from, ReadOnlyMemory<byte> to, bool reverse = false)
    {
        StoreTables.IndexOf(table);
        return Enumerate(table, from.ToArray(), to.ToArray(), reverse);
    }

    /// <inheritdoc/>
    /// <exception cref="StoreCrashedException">The fault plan let the node crash here.</exception>
    public void Write(WriteSet batch, bool durable)
    {
        ArgumentNullException.ThrowIfNull(batch);
        Apply(batch, durable);
    }

    /// <inheritdoc/>
    /// <exception cref="StoreCrashedException">The fault plan let the node crash here.</exception>
    public void Sync() => Apply(new WriteSet(), durable: true); // the fault plan sees a durable write of nothing

    private void Apply(WriteSet batch, bool durable)
    {
        lock (_writing)
        {
            Running();
            if (_failure is StorageException failure)
            {
                throw new StorageException(
                    failure.Error, $"An earlier write failed, so the store takes no more: {failure.Message}", failure);
            }

            StoreFault fault = AskForFault(batch, durable);
            _writes++;
            if (fault == StoreFault.CrashBeforeWrite)
            {
                throw Crash();
            }

            _tables = _tables.With(batch);
            if (durable)
            {
                // The log on disk is one sequence: syncing a write makes the earlier unsynced ones durable too.
                _durable = _tables;
            }

            if (fault == StoreFault.CrashAfterWrite)
            {
                throw Crash();
            }
        }
    }

    /// <inheritdoc/>
    public IStoreSnapshot Snapshot() => new MemorySnapshot(Running());

    /// <summary>
    /// The store that a restart would find had the power failed now: all that a durable write has confirmed, nothing written since. Works
    /// on a crashed store too; this one is not changed.
    /// </summary>
    public MemoryStore SurvivingAfterCrash(IStoreFaults? faults = null)
    {
        lock (_writing)
        {
            return new MemoryStore(_durable, faults);
        }
    }

    /// <summary>Ends the store's use; what it holds stays available through <see cref="SurvivingAfterCrash"/>.</summary>
    public void Dispose() => _stopped = true;

    private StoreFault AskForFault(WriteSet batch, bool durable)
    {
        try
        {
            return _faults?.BeforeWrite(_writes, batch, durable) ?? StoreFault.None;
        }
        catch (StorageException failure)
        {
            _failure = failure;
            throw;
        }
    }

    private StoreCrashedException Crash()
    {
        var crash = new StoreCrashedException(_writes - 1);
        _failure = crash;
        return crash;
    }

    private Tables Running()
    {
        ObjectDisposedException.ThrowIf(_stopped, this);
        return _failure is StoreCrashedException crash ? throw new StoreCrashedException(crash.WriteNumber) : _tables;
    }

    private IEnumerable<KeyValuePair<byte[], byte[]>> Enumerate(StoreTable table, byte[] from, byte[] to, bool reverse)
    {
        foreach (KeyValuePair<byte[], byte[]> entry in Running().Scan(table, from, to, reverse))
        {
            yield return entry;
        }
    }
}

/// <summary>
/// A simulated crash: the node that used the store is dead, and nothing of it may run on. Never thrown by a store on disk.
/// </summary>
public sealed class StoreCrashedException(long writeNumber) : Exception($"The simulation crashed the node at write {writeNumber}.")
{
    /// <summary>The write at which it happened, from 0.</summary>
    public long WriteNumber { get; } = writeNumber;
}
