using System.Buffers.Binary;
using Google.Protobuf;
using Ledger.Protocol.V1;
using Ledger.Storage;

namespace Ledger.Index;

/// <summary>
/// The events of final blocks in one order. Derived from receipts only: dropping it and indexing all blocks again gives the same bytes.
/// One that an older version wrote is dropped when it is opened. One writer, who holds this; readers hold <see cref="IEventIndex"/>.
/// </summary>
public sealed class EventIndex : IEventIndex
{
    // What stands in a record of the index. 1 had no event_index, and a position of 24 bytes.
    private const int Format = 2;
    private const int PositionBytes = 28;
    private static readonly byte[] PositionKey = "position"u8.ToArray();
    private readonly IStore _store;
    private TaskCompletionSource _grown = NewSignal();
    private ulong _last;
    private ulong _height;
    private long _time;

    /// <summary>Opens the index where it was left.</summary>
    /// <exception cref="StorageException">The store failed or is damaged.</exception>
    public EventIndex(IStore store)
    {
        _store = store;
        if (store.Get(StoreTable.Index, PositionKey) is not { } position)
        {
            return;
        }

        if (position.Length != PositionBytes || BinaryPrimitives.ReadInt32BigEndian(position.AsSpan(24)) != Format)
        {
            Drop();
            return;
        }

        _height = BinaryPrimitives.ReadUInt64BigEndian(position);
        _last = BinaryPrimitives.ReadUInt64BigEndian(position.AsSpan(8));
        _time = BinaryPrimitives.ReadInt64BigEndian(position.AsSpan(16));
    }

    /// <inheritdoc/>
    public ulong Height => Volatile.Read(ref _height);

    /// <inheritdoc/>
    public long Time => Volatile.Read(ref _time);

    /// <inheritdoc/>
    public ulong Last => Volatile.Read(ref _last);

    /// <summary>Indexes the next final block.</summary>
    /// <exception cref="ArgumentException">It is not the next one.</exception>
    /// <exception cref="StorageException">The store failed.</exception>
    public void Add(FinalBlock block)
    {
        if (block.Height != _height + 1)
        {
            throw new ArgumentException($"Block {block.Height} does not follow the indexed height {_height}.", nameof(block));
        }

        var write = new WriteSet();
        var cursor = _last;
        for (var i = 0; i < block.Transactions.Count; i++)
        {
            var (id, receipt) = block.Transactions[i];
            for (var place = 0; place < receipt.Events.Count; place++)
            {
                cursor++;
                var record = new EventRecord
                {
                    Cursor = cursor,
                    Height = block.Height,
                    TransactionIndex = (uint)i,
                    TransactionId = UnsafeByteOperations.UnsafeWrap(id!.Value.ToArray()),
                    Time = block.Time,
                    Event = receipt.Events[place],
                    EventIndex = (uint)place,
                };
                write.Put(StoreTable.Events, EventCursor.Key(cursor), record.ToByteArray());
            }
        }

        write.Put(StoreTable.Index, PositionKey, Position(block, cursor));
        _store.Write(write, durable: false);
        Volatile.Write(ref _last, cursor);
        Volatile.Write(ref _time, block.Time);
        Volatile.Write(ref _height, block.Height);
        Interlocked.Exchange(ref _grown, NewSignal()).SetResult();
    }

    /// <inheritdoc/>
    public IReadOnlyList<EventRecord> Read(ulong cursor, int countMax) =>
        [.. _store.Scan(
            StoreTable.Events,
            EventCursor.Key(Math.Max(cursor, 1)),
            default).Take(countMax).Select(entry => EventRecord.Parser.ParseFrom(entry.Value))];

    /// <inheritdoc/>
    public Task WaitAsync(ulong cursor, CancellationToken cancellationToken)
    {
        var grown = Volatile.Read(ref _grown).Task;
        return Last >= cursor ? Task.CompletedTask : grown.WaitAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public Task WaitForHeightAsync(ulong height, CancellationToken cancellationToken)
    {
        var grown = Volatile.Read(ref _grown).Task;
        return Height >= height ? Task.CompletedTask : grown.WaitAsync(cancellationToken);
    }

    /// <summary>Forgets everything, so that all blocks can be indexed again. Nothing may be reading.</summary>
    public void Drop()
    {
        const int deletesMax = 10_000;
        foreach (var table in (ReadOnlySpan<StoreTable>)[StoreTable.Events, StoreTable.Index])
        {
            while (true)
            {
                var write = new WriteSet();
                foreach (var (key, _) in _store.Scan(table, default, default).Take(deletesMax))
                {
                    write.Delete(table, key);
                }

                if (write.Entries.Count == 0)
                {
                    break;
                }

                _store.Write(write, durable: false);
            }
        }

        _last = 0;
        _height = 0;
        _time = 0;
    }

    private static byte[] Position(FinalBlock block, ulong cursor)
    {
        var bytes = new byte[PositionBytes];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, block.Height);
        BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(8), cursor);
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(16), block.Time);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(24), Format);
        return bytes;
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
