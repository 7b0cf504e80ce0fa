using System.Text;

namespace Ledger.Storage.Tests;

/// <summary>What every store must do, whatever it is made of.</summary>
public abstract class StoreSuite : IDisposable
{
    private readonly Lazy<IStore> _store;

    protected StoreSuite() => _store = new Lazy<IStore>(CreateStore);

    protected IStore Store => _store.Value;

    protected abstract IStore CreateStore();

    [Fact]
    public void A_missing_key_reads_as_null() => Assert.Null(Store.Get(StoreTable.Blocks, "a"u8));

    [Fact]
    public void A_batch_writes_several_tables_and_each_keeps_its_own_keys()
    {
        Put((StoreTable.Blocks, "k", "block"), (StoreTable.Votes, "k", "vote"));
        Assert.Equal("block", Text(Store.Get(StoreTable.Blocks, "k"u8)));
        Assert.Equal("vote", Text(Store.Get(StoreTable.Votes, "k"u8)));
        Assert.Null(Store.Get(StoreTable.Events, "k"u8));
    }

    [Fact]
    public void Every_table_can_be_written_and_read()
    {
        foreach (StoreTable table in Enum.GetValues<StoreTable>())
        {
            Put((table, "k", table.ToString()));
            Assert.Equal(table.ToString(), Text(Store.Get(table, "k"u8)));
        }
    }

    [Fact]
    public void A_sync_changes_nothing_that_is_read_and_may_come_at_any_time()
    {
        Store.Sync();
        Put((StoreTable.Blocks, "k", "block"));
        Store.Sync();
        Store.Sync();
        Assert.Equal("block", Text(Store.Get(StoreTable.Blocks, "k"u8)));
    }

    [Fact]
    public void The_last_change_of_a_key_in_a_batch_wins()
    {
        var batch = new WriteSet();
        batch.Put(StoreTable.Meta, "a"u8.ToArray(), [1]);
        batch.Delete(StoreTable.Meta, "a"u8.ToArray());
        batch.Delete(StoreTable.Meta, "b"u8.ToArray());
        batch.Put(StoreTable.Meta, "b"u8.ToArray(), [2]);
        Store.Write(batch, durable: true);
        Assert.Null(Store.Get(StoreTable.Meta, "a"u8));
        Assert.Equal([2], Store.Get(StoreTable.Meta, "b"u8)!);
    }

    [Fact]
    public void An_empty_value_is_a_value_and_an_empty_key_a_key()
    {
        var batch = new WriteSet();
        batch.Put(StoreTable.Meta, "e"u8.ToArray(), []);
        batch.Put(StoreTable.Meta, [], [9]);
        Store.Write(batch, durable: false);
        Assert.Empty(Store.Get(StoreTable.Meta, "e"u8)!);
        Assert.Equal([9], Store.Get(StoreTable.Meta, [])!);
        Assert.Equal([[], "e"u8.ToArray()], Store.Scan(StoreTable.Meta, default, default).Select(entry => entry.Key));
    }

    [Fact]
    public void An_empty_batch_is_allowed() => Store.Write(new WriteSet(), durable: true);

    [Theory]
    [InlineData("", "", false, "a,b,c,d")]
    [InlineData("", "", true, "d,c,b,a")]
    [InlineData("b", "d", false, "b,c")]
    [InlineData("b", "d", true, "c,b")]
    [InlineData("b", "", false, "b,c,d")]
    [InlineData("", "c", true, "b,a")]
    [InlineData("bb", "cc", false, "c")]
    [InlineData("bb", "cc", true, "c")]
    [InlineData("e", "", false, "")]
    [InlineData("e", "", true, "")]
    [InlineData("", "a", false, "")]
    [InlineData("c", "c", false, "")]
    [InlineData("d", "b", false, "")]
    [InlineData("d", "b", true, "")]
    public void A_scan_gives_from_included_up_to_to_excluded(string from, string to, bool reverse, string expected)
    {
        Put(
            (StoreTable.Index, "c", "3"),
            (StoreTable.Index, "a", "1"),
            (StoreTable.Index, "d", "4"),
            (StoreTable.Index, "b", "2"),
            (StoreTable.Events, "b", "other"));
        string keys = string.Join(',', Store.Scan(StoreTable.Index, Bytes(from), Bytes(to), reverse).Select(entry => Text(entry.Key)));
        Assert.Equal(expected, keys);
    }

    [Fact]
    public void Keys_compare_as_unsigned_bytes_and_a_prefix_comes_first()
    {
        byte[][] ordered = [[0x00], [0x00, 0x00], [0x01], [0x7f], [0x7f, 0xff], [0x80], [0xff], [0xff, 0x00]];
        var batch = new WriteSet();
        foreach (byte[] key in ordered.Reverse())
        {
            batch.Put(StoreTable.StateLatest, key, key);
        }

        Store.Write(batch, durable: false);
        Assert.Equal(ordered, Store.Scan(StoreTable.StateLatest, default, default).Select(entry => entry.Key));
        Assert.Equal(ordered.Reverse(), Store.Scan(StoreTable.StateLatest, default, default, reverse: true).Select(entry => entry.Value));
    }

    [Fact]
    public void A_scan_sees_the_store_as_it_was_when_the_enumeration_began()
    {
        Put((StoreTable.Blocks, "a", "1"), (StoreTable.Blocks, "b", "2"));
        IEnumerable<KeyValuePair<byte[], byte[]>> scan = Store.Scan(StoreTable.Blocks, default, default);
        Put((StoreTable.Blocks, "c", "3"));
        using IEnumerator<KeyValuePair<byte[], byte[]>> entries = scan.GetEnumerator();
        Assert.True(entries.MoveNext());
        Put((StoreTable.Blocks, "d", "4"), (StoreTable.Blocks, "b", "changed"));
        var rest = new List<string>();
        while (entries.MoveNext())
        {
            rest.Add(Text(entries.Current.Value)!);
        }

        Assert.Equal(["2", "3"], rest);
    }

    [Fact]
    public void A_scan_can_be_left_early_and_run_again()
    {
        Put((StoreTable.Blocks, "a", "1"), (StoreTable.Blocks, "b", "2"));
        IEnumerable<KeyValuePair<byte[], byte[]>> scan = Store.Scan(StoreTable.Blocks, default, default);
        Assert.Equal("a", Text(scan.First().Key));
        Assert.Equal(2, scan.Count());
    }

    [Fact]
    public void A_caller_may_change_its_bounds_after_the_call()
    {
        Put((StoreTable.Blocks, "a", "1"), (StoreTable.Blocks, "b", "2"));
        byte[] from = Bytes("b");
        IEnumerable<KeyValuePair<byte[], byte[]>> scan = Store.Scan(StoreTable.Blocks, from, default);
        from[0] = (byte)'a';
        Assert.Single(scan);
    }

    [Fact]
    public void What_a_read_returns_belongs_to_the_caller()
    {
        Put((StoreTable.Blocks, "a", "1"));
        Store.Get(StoreTable.Blocks, "a"u8)![0] = 0;
        Store.Scan(StoreTable.Blocks, default, default).Single().Value[0] = 0;
        Store.Scan(StoreTable.Blocks, default, default).Single().Key[0] = 0;
        Assert.Equal("1", Text(Store.Get(StoreTable.Blocks, "a"u8)));
    }

    [Fact]
    public void A_snapshot_does_not_see_later_writes()
    {
        Put((StoreTable.Blocks, "a", "1"), (StoreTable.Blocks, "b", "2"));
        using IStoreSnapshot snapshot = Store.Snapshot();
        var batch = new WriteSet();
        batch.Delete(StoreTable.Blocks, Bytes("a"));
        batch.Put(StoreTable.Blocks, Bytes("b"), Bytes("changed"));
        batch.Put(StoreTable.Blocks, Bytes("c"), Bytes("3"));
        Store.Write(batch, durable: false);
        Assert.Equal("1", Text(snapshot.Get(StoreTable.Blocks, "a"u8)));
        Assert.Equal(["2", "1"], snapshot.Scan(StoreTable.Blocks, default, default, reverse: true).Select(entry => Text(entry.Value)));
        Assert.Equal(["changed", "3"], Store.Scan(StoreTable.Blocks, default, default).Select(entry => Text(entry.Value)));
    }

    [Fact]
    public void A_disposed_snapshot_refuses_reads_and_scans_begun_before()
    {
        IStoreSnapshot snapshot = Store.Snapshot();
        IEnumerable<KeyValuePair<byte[], byte[]>> scan = snapshot.Scan(StoreTable.Blocks, default, default);
        snapshot.Dispose();
        snapshot.Dispose();
        Assert.Throws<ObjectDisposedException>(() => snapshot.Get(StoreTable.Blocks, "a"u8));
        Assert.Throws<ObjectDisposedException>(() => scan.Count());
    }

    [Fact]
    public void A_disposed_store_refuses_everything()
    {
        IEnumerable<KeyValuePair<byte[], byte[]>> scan = Store.Scan(StoreTable.Blocks, default, default);
        Store.Dispose();
        Assert.Throws<ObjectDisposedException>(() => Store.Get(StoreTable.Blocks, "a"u8));
        Assert.Throws<ObjectDisposedException>(() => Store.Write(new WriteSet(), durable: false));
        Assert.Throws<ObjectDisposedException>(() => Store.Snapshot());
        Assert.Throws<ObjectDisposedException>(() => scan.Count());
    }

    [Fact]
    public void A_snapshot_outlives_its_store()
    {
        Put((StoreTable.Blocks, "a", "1"));
        using IStoreSnapshot snapshot = Store.Snapshot();
        Store.Dispose();
        Assert.Equal("1", Text(snapshot.Get(StoreTable.Blocks, "a"u8)));
    }

    [Fact]
    public void An_unknown_table_is_refused()
    {
        const StoreTable Unknown = (StoreTable)200;
        var batch = new WriteSet();
        batch.Put(StoreTable.Blocks, [1], [1]);
        batch.Put(Unknown, [1], [1]);
        Assert.Throws<ArgumentOutOfRangeException>(() => Store.Get(Unknown, [1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Store.Scan(Unknown, default, default));
        Assert.Throws<ArgumentOutOfRangeException>(() => Store.Write(batch, durable: false));
        Assert.Null(Store.Get(StoreTable.Blocks, [1]));
    }

    [Fact]
    public async Task Readers_and_a_writer_work_at_once_and_batches_are_never_seen_in_part()
    {
        using var stop = new CancellationTokenSource();
        Put((StoreTable.Blocks, "n", "0"), (StoreTable.Votes, "n", "0"));
        Task[] readers = [.. Enumerable.Range(0, 3).Select(_ => Task.Run(() =>
        {
            while (!stop.IsCancellationRequested)
            {
                using IStoreSnapshot snapshot = Store.Snapshot();
                Assert.Equal(snapshot.Get(StoreTable.Blocks, "n"u8), snapshot.Get(StoreTable.Votes, "n"u8));
            }
        }))];
        for (int n = 0; n < 2_000; n++)
        {
            Put((StoreTable.Blocks, "n", n.ToString()), (StoreTable.Votes, "n", n.ToString()));
        }

        await stop.CancelAsync();
        await Task.WhenAll(readers).WaitAsync(TimeSpan.FromSeconds(30));
    }

    public void Dispose()
    {
        Store.Dispose();
        Cleanup();
        GC.SuppressFinalize(this);
    }

    protected virtual void Cleanup()
    {
    }

    private void Put(params (StoreTable Table, string Key, string Value)[] entries)
    {
        var batch = new WriteSet();
        foreach ((StoreTable table, string key, string value) in entries)
        {
            batch.Put(table, Bytes(key), Bytes(value));
        }

        Store.Write(batch, durable: false);
    }

    private static byte[] Bytes(string text) => Encoding.ASCII.GetBytes(text);

    private static string? Text(byte[]? bytes) => bytes is null ? null : Encoding.ASCII.GetString(bytes);
}
