using System.Buffers.Binary;
using Ledger.Storage;

namespace Ledger.Ordering;

/// <summary>
/// The engine for one machine: the order lives in a store of its own in this process, durable before an append returns.
/// Safe for use by several validators of the process at once.
/// </summary>
public sealed class EmbeddedOrderer : IOrderer
{
    private readonly NewestKept<byte[]> _recent = new(32); // 3 MiB at most: every validator reads each batch as soon as it stands
    private readonly Lock _appending = new();
    private readonly IStore _store;
    private readonly IBatchDoor? _door;
    private readonly Dictionary<string, ulong> _needed;
    private ulong _trimmed;
    private TaskCompletionSource _grown = NewSignal();
    private ulong _last;

    /// <summary>Takes over the store's order where it was left. Without a door whoever holds the engine may fill it.</summary>
    /// <exception cref="StorageException">The store cannot be read.</exception>
    /// <param name="store">Where the order lies.</param>
    /// <param name="door">Whom it lets in.</param>
    /// <param name="readers">Who reads it: what each of them has released is dropped. Nothing ever is where nobody is named.</param>
    public EmbeddedOrderer(IStore store, IBatchDoor? door = null, IEnumerable<string>? readers = null)
    {
        _store = store;
        _door = door;
        _needed = (readers ?? []).ToDictionary(reader => reader, _ => 0UL, StringComparer.Ordinal);
        foreach (var (key, _) in store.Scan(StoreTable.Ordering, default, default, reverse: true))
        {
            _last = BinaryPrimitives.ReadUInt64BigEndian(key);
            break;
        }
    }

    /// <summary>The highest sequence number that is taken; 0 where none is.</summary>
    public ulong Last => Volatile.Read(ref _last);

    /// <inheritdoc/>
    public ValueTask<AppendResult> AppendAsync(ulong sequence, ReadOnlyMemory<byte> batch, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfZero(sequence);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(batch.Length, IOrderer.BatchBytesMax, nameof(batch));
        TaskCompletionSource grown;
        lock (_appending)
        {
            if (sequence != _last + 1)
            {
                return ValueTask.FromResult(AppendResult.Lost);
            }

            if (_door?.Admits(sequence, batch) == false)
            {
                return ValueTask.FromResult(AppendResult.Refused);
            }

            var write = new WriteSet();
            var kept = batch.ToArray();
            write.Put(StoreTable.Ordering, Key(sequence), kept);
            _store.Write(write, durable: true);
            _recent.Keep(sequence, kept);
            Volatile.Write(ref _last, sequence);
            grown = _grown;
            _grown = NewSignal();
        }

        grown.SetResult();
        return ValueTask.FromResult(AppendResult.Won);
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ReadOnlyMemory<byte>>> ReadAsync(ulong from, int countMax, CancellationToken cancellationToken)
    {
        var batches = new List<ReadOnlyMemory<byte>>();
        var last = Last;
        for (var sequence = from; sequence <= last && batches.Count < countMax; sequence++)
        {
            var batch = _recent.Find(sequence) ?? _store.Get(StoreTable.Ordering, Key(sequence))
                ?? throw new OrderingException(
                    OrderingError.Dropped, $"Batch {sequence} is no longer in the ordering log; it is in the blocks of the other nodes.");
            batches.Add(batch);
        }

        return ValueTask.FromResult<IReadOnlyList<ReadOnlyMemory<byte>>>(batches);
    }

    /// <inheritdoc/>
    public async ValueTask WaitAsync(ulong sequence, CancellationToken cancellationToken)
    {
        Task grown;
        lock (_appending)
        {
            if (_last >= sequence)
            {
                return;
            }

            grown = _grown.Task;
        }

        await grown.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void Release(string reader, ulong below)
    {
        ulong unneeded;
        lock (_needed)
        {
            if (!_needed.TryGetValue(reader, out var before) || below <= before)
            {
                return;
            }

            _needed[reader] = below;
            unneeded = _needed.Values.Min();
            if (unneeded <= _trimmed)
            {
                return;
            }

            _trimmed = unneeded;
        }

        Trim(unneeded);
    }

    /// <summary>Drops batches below <paramref name="below"/>: call it once they are in every validator's final blocks.</summary>
    public void Trim(ulong below)
    {
        const int trimMax = 4096;
        var write = new WriteSet();
        foreach (var (key, _) in _store.Scan(StoreTable.Ordering, default, Key(Math.Min(below, Last))))
        {
            write.Delete(StoreTable.Ordering, key);
            if (write.Entries.Count == trimMax)
            {
                break;
            }
        }

        _recent.DropBelow(below);
        if (write.Entries.Count > 0)
        {
            _store.Write(write, durable: false);
        }
    }

    private static byte[] Key(ulong sequence)
    {
        var key = new byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(key, sequence);
        return key;
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
