using System.Buffers.Binary;
using Google.Protobuf;
using Ledger.Protocol.V1;
using Ledger.Storage;

namespace Ledger.Index;

/// <summary>
/// The events of final blocks in one order. Says in which block an event is, and reads it there: nothing of a receipt is kept twice.
/// Derived from receipts only: dropping it and indexing all blocks again gives the same bytes. One that an older version wrote is dropped
/// when it is opened. One writer, who holds this; readers hold <see cref="IEventIndex"/>.
/// </summary>
public sealed class EventIndex : IEventIndex
{
    // What stands in the index: of each block with events, the cursor of its last one, and its height. 1 and 2 had every event again.
    private const int Format = 3;
    private const int BlocksAtHandMax = 64; // whoever follows asks for the newest
    private const int PositionBytes = 28;
    private static readonly byte[] PositionKey = "position"u8.ToArray();
    private static readonly byte[] BaseKey = "index/base"u8.ToArray(); // in Meta: it is not derived from the blocks that are kept
    private readonly NewestKept<FinalBlock> _newest = new(BlocksAtHandMax);
    private readonly IStore _store;
    private readonly Func<ulong, FinalBlock> _blocks;
    private TaskCompletionSource _grown = NewSignal();
    private ulong _last;
    private ulong _height;
    private long _time;

    /// <summary>Opens the index where it was left.</summary>
    /// <param name="store">Where it lies.</param>
    /// <param name="blocks">Reads the block of a height that is kept, on any thread.</param>
    /// <exception cref="StorageException">The store failed or is damaged.</exception>
    public EventIndex(IStore store, Func<ulong, FinalBlock> blocks)
    {
        (_store, _blocks) = (store, blocks);
        if (store.Get(StoreTable.Index, PositionKey) is not { } position)
        {
            Begin();
        }
        else if (position.Length != PositionBytes || BinaryPrimitives.ReadInt32BigEndian(position.AsSpan(24)) != Format)
        {
            Drop();
        }
        else
        {
            Stand(position);
        }

        First = store.Get(StoreTable.Meta, BaseKey) is { Length: PositionBytes } first ? CursorOf(first) + 1 : 1;
    }

    /// <inheritdoc/>
    public ulong First { get; }

    /// <summary>
    /// Says that the events of the blocks up to a height are not kept, to whoever opens the store next: an index that is made anew begins
    /// above it.
    /// </summary>
    /// <param name="write">Receives it.</param>
    /// <param name="height">The newest block whose events are not kept.</param>
    /// <param name="events">Events of all blocks up to it.</param>
    /// <param name="time">Its time, UTC milliseconds.</param>
    public static void PutBase(WriteSet write, ulong height, ulong events, long time)
    {
        ArgumentNullException.ThrowIfNull(write);
        write.Put(StoreTable.Meta, BaseKey, Position(height, time, events));
    }

    /// <inheritdoc/>
    public ulong CountUpTo(ulong height)
    {
        var (within, past) = (First - 1, Last + 1);
        while (past - within > 1)
        {
            var middle = within + ((past - within) / 2);
            var (block, last) = BlocksFrom(middle).First();
            (within, past) = block <= height ? (last, past) : (within, middle);
        }

        return within;
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
        var cursor = _last + EventsOf(block);
        if (cursor > _last)
        {
            write.Put(StoreTable.Events, EventCursor.Key(cursor), HeightOf(block));
        }

        write.Put(StoreTable.Index, PositionKey, Position(block.Height, block.Time, cursor));
        _store.Write(write, durable: false);
        _newest.Keep(block.Height, block);
        Volatile.Write(ref _last, cursor);
        Volatile.Write(ref _time, block.Time);
        Volatile.Write(ref _height, block.Height);
        Interlocked.Exchange(ref _grown, NewSignal()).SetResult();
    }

    /// <inheritdoc/>
    public IReadOnlyList<EventRecord> Read(ulong cursor, int countMax)
    {
        var records = new List<EventRecord>();
        foreach (var (height, last) in BlocksFrom(cursor))
        {
            var block = _newest.Find(height) ?? _blocks(height);
            records.AddRange(RecordsOf(block, last - EventsOf(block)).SkipWhile(one => one.Cursor < cursor).Take(countMax - records.Count));
            if (records.Count == countMax)
            {
                break;
            }
        }

        return records;
    }

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

    /// <summary>Keys of the blocks whose events are all at or below a cursor.</summary>
    public IEnumerable<byte[]> KeysUpTo(ulong cursor) =>
        _store.Scan(StoreTable.Events, default, EventCursor.Key(cursor + 1)).Select(entry => entry.Key);

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

        Begin();
    }

    // Where the blocks that are kept begin: at genesis, or above what was pruned.
    private void Begin() =>
        Stand(_store.Get(StoreTable.Meta, BaseKey) is { Length: PositionBytes } first ? first : new byte[PositionBytes]);

    // The blocks that have events at or after a cursor, with the cursor of the last one of each.
    private IEnumerable<(ulong Height, ulong Last)> BlocksFrom(ulong cursor) =>
        _store.Scan(StoreTable.Events, EventCursor.Key(cursor), default)
            .Select(entry => (BinaryPrimitives.ReadUInt64BigEndian(entry.Value), EventCursor.Read(entry.Key)));

    private static IEnumerable<EventRecord> RecordsOf(FinalBlock block, ulong cursor)
    {
        for (var i = 0; i < block.Transactions.Count; i++)
        {
            var (id, receipt) = block.Transactions[i];
            for (var place = 0; place < receipt.Events.Count; place++)
            {
                yield return new EventRecord
                {
                    Cursor = ++cursor,
                    Height = block.Height,
                    TransactionIndex = (uint)i,
                    TransactionId = UnsafeByteOperations.UnsafeWrap(id!.Value.ToArray()),
                    Time = block.Time,
                    Event = receipt.Events[place],
                    EventIndex = (uint)place,
                };
            }
        }
    }

    private static ulong EventsOf(FinalBlock block)
    {
        ulong count = 0;
        foreach (var (_, receipt) in block.Transactions)
        {
            count += (ulong)receipt.Events.Count;
        }

        return count;
    }

    private static byte[] HeightOf(FinalBlock block)
    {
        var height = new byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(height, block.Height);
        return height;
    }

    private void Stand(byte[] position)
    {
        _height = BinaryPrimitives.ReadUInt64BigEndian(position);
        _last = CursorOf(position);
        _time = BinaryPrimitives.ReadInt64BigEndian(position.AsSpan(16));
    }

    private static ulong CursorOf(byte[] position) => BinaryPrimitives.ReadUInt64BigEndian(position.AsSpan(8));

    private static byte[] Position(ulong height, long time, ulong cursor)
    {
        var bytes = new byte[PositionBytes];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, height);
        BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(8), cursor);
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(16), time);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(24), Format);
        return bytes;
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
