using Google.Protobuf;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Storage;
using Ledger.TestConsortium;

namespace Ledger.Stages.Tests.Index;

public class EventIndexTests
{
    [Fact]
    public void Events_are_numbered_in_the_order_of_blocks_transactions_and_calls()
    {
        var index = Indexed(new MemoryStore());
        var events = index.Read(1, 100);
        Assert.Equal([1UL, 2, 3, 4], events.Select(one => one.Cursor));
        Assert.Equal(
            [(1UL, 0u, 0u), (1UL, 0u, 1u), (1UL, 2u, 0u), (3UL, 0u, 0u)],
            events.Select(one => (one.Height, one.TransactionIndex, one.EventIndex)));
        Assert.Equal(["a", "b", "a", "a"], events.Select(one => one.Event.Key.ToStringUtf8()));
        Assert.Equal((3UL, 4UL, 3_000L), (index.Height, index.Last, index.Time));
    }

    [Theory]
    [InlineData(0, 100, new ulong[] { 1, 2, 3, 4 })]
    [InlineData(3, 100, new ulong[] { 3, 4 })]
    [InlineData(2, 1, new ulong[] { 2 })]
    [InlineData(5, 100, new ulong[0])]
    public void A_cursor_resumes_where_it_stands(ulong cursor, int countMax, ulong[] expected) =>
        Assert.Equal(expected, Indexed(new MemoryStore()).Read(cursor, countMax).Select(one => one.Cursor));

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 3)]
    [InlineData(2, 3)]
    [InlineData(3, 4)]
    public void Events_are_counted_up_to_a_height(ulong height, ulong count) =>
        Assert.Equal(count, Indexed(new MemoryStore()).CountUpTo(height));

    [Theory]
    [InlineData(3)]
    [InlineData(5)]
    public void Only_the_next_block_is_taken(ulong height) =>
        Assert.Throws<ArgumentException>(() => Indexed(new MemoryStore()).Add(Block(height)));

    [Fact]
    public void Dropped_and_indexed_again_it_is_the_same_to_the_byte()
    {
        var store = new MemoryStore();
        var index = Indexed(store);
        var before = Dump(store);
        index.Drop();
        Assert.Empty(Dump(store));
        Assert.Equal((0UL, 0UL), (index.Height, index.Last));
        Fill(index);
        Assert.Equal(before, Dump(store));
    }

    [Fact]
    public void Opened_again_it_goes_on_where_it_was()
    {
        var store = new MemoryStore();
        Indexed(store);
        var reopened = new EventIndex(store, BlockOf);
        Assert.Equal((3UL, 4UL, 3_000L), (reopened.Height, reopened.Last, reopened.Time));
        Assert.Equal(Indexed(new MemoryStore()).Read(1, 100), reopened.Read(1, 100)); // out of the blocks
        reopened.Add(Block(4, ["c"]));
        Assert.Equal(5UL, reopened.Read(5, 1)[0].Cursor);
    }

    /// <summary>Its records lack what today's have, and all of it can be made again from the blocks.</summary>
    [Theory]
    [InlineData(24, 0)]
    [InlineData(28, 0)]
    [InlineData(28, 2)] // had every event again
    public void An_index_of_another_version_is_dropped_and_made_again(int positionBytes, byte format)
    {
        var store = new MemoryStore();
        Indexed(store);
        var before = Dump(store);
        var write = new WriteSet();
        var position = new byte[positionBytes];
        position[^1] = format;
        write.Put(StoreTable.Index, "position"u8.ToArray(), position);
        write.Put(StoreTable.Events, [0, 0, 0, 0, 0, 0, 0, 1], [1, 2, 3]);
        store.Write(write, durable: false);
        var opened = new EventIndex(store, BlockOf);
        Assert.Equal((0UL, 0UL, 0L), (opened.Height, opened.Last, opened.Time));
        Assert.Empty(Dump(store));
        Fill(opened);
        Assert.Equal(before, Dump(store));
    }

    [Fact]
    public async Task Waiting_ends_with_the_event_or_the_height()
    {
        var index = Indexed(new MemoryStore());
        Assert.True(index.WaitAsync(4, default).IsCompleted);
        Assert.True(index.WaitForHeightAsync(3, default).IsCompleted);
        var (forEvent, forHeight) = (index.WaitAsync(5, default), index.WaitForHeightAsync(4, default));
        Assert.False(forEvent.IsCompleted || forHeight.IsCompleted);
        index.Add(Block(4, ["c"]));
        await Task.WhenAll(forEvent, forHeight).WaitAsync(TimeSpan.FromSeconds(30));
    }

    private static EventIndex Indexed(MemoryStore store)
    {
        var index = new EventIndex(store, BlockOf);
        Fill(index);
        return index;
    }

    // Block 1 has a transaction that cannot be read and none of its own events between two that have; block 2 is empty.
    private static FinalBlock BlockOf(ulong height) => height switch
    {
        1 => new FinalBlock(
            1,
            1_000,
            [(TestChain.HashOf(1), Receipt("a", "b")), (null, new Receipt { Code = 1003 }), (TestChain.HashOf(2), Receipt("a"))]),
        3 => Block(3, ["a"]),
        _ => throw new InvalidOperationException($"Nothing is to be read of block {height}."),
    };

    private static void Fill(EventIndex index)
    {
        index.Add(BlockOf(1));
        index.Add(Block(2));
        index.Add(BlockOf(3));
    }

    private static FinalBlock Block(ulong height, params string[][] transactions) =>
        new(
            height,
            (long)height * 1_000,
            [.. transactions.Select((keys, i) => ((Digest?)TestChain.HashOf((byte)(height * 10 + (ulong)i)), Receipt(keys)))]);

    private static Receipt Receipt(params string[] keys) =>
        new() { Events = { keys.Select(key => new Event { Type = "test.changed", Key = ByteString.CopyFromUtf8(key) }) } };

    private static List<string> Dump(MemoryStore store) =>
        [.. new[] { StoreTable.Index, StoreTable.Events }.SelectMany(
            table =>
                store.Scan(table, default, default)
                    .Select(entry => $"{table} {Convert.ToHexString(entry.Key)} {Convert.ToHexString(entry.Value)}"))];
}
