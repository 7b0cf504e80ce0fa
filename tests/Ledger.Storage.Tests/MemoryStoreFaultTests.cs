namespace Ledger.Storage.Tests;

public class MemoryStoreFaultTests
{
    [Fact]
    public void A_crash_loses_what_was_not_durable_and_keeps_what_a_later_durable_write_carried()
    {
        var store = new MemoryStore();
        Put(store, 1, durable: false);
        Put(store, 2, durable: true);
        Put(store, 3, durable: false);
        MemoryStore after = store.SurvivingAfterCrash();
        Assert.Equal([1, 2], Keys(after));
        Assert.Equal([1, 2, 3], Keys(store));
    }

    [Fact]
    public void A_sync_makes_what_was_written_before_it_durable_and_nothing_after()
    {
        var store = new MemoryStore();
        Put(store, 1, durable: false);
        Put(store, 2, durable: false);
        store.Sync();
        Put(store, 3, durable: false);
        Assert.Equal([1, 2], Keys(store.SurvivingAfterCrash()));
    }

    [Fact]
    public void A_failed_sync_makes_nothing_durable_and_the_store_takes_no_more()
    {
        var store = new MemoryStore(new FaultAt(1, () => throw new StorageException(StorageError.Device, "broken")));
        Put(store, 1, durable: false);
        Assert.Equal("broken", Assert.Throws<StorageException>(store.Sync).Message);
        Assert.Equal(StorageError.Device, Assert.Throws<StorageException>(store.Sync).Error);
        Assert.Equal(StorageError.Device, Assert.Throws<StorageException>(() => Put(store, 2, durable: false)).Error);
        Assert.Empty(Keys(store.SurvivingAfterCrash()));
    }

    [Fact]
    public void The_survivor_and_the_crashed_store_do_not_touch_each_other()
    {
        var store = new MemoryStore();
        Put(store, 1, durable: true);
        MemoryStore after = store.SurvivingAfterCrash();
        Put(after, 2, durable: true);
        Put(store, 3, durable: true);
        Assert.Equal([1, 2], Keys(after));
        Assert.Equal([1, 3], Keys(store));
    }

    [Theory]
    [InlineData(StoreFault.CrashBeforeWrite, true, new byte[] { 1 })]
    [InlineData(StoreFault.CrashBeforeWrite, false, new byte[] { 1 })]
    [InlineData(StoreFault.CrashAfterWrite, true, new byte[] { 1, 2 })]
    [InlineData(StoreFault.CrashAfterWrite, false, new byte[] { 1 })]
    public void A_planned_crash_stops_everything_and_leaves_whole_batches(StoreFault fault, bool durable, byte[] surviving)
    {
        var store = new MemoryStore(new FaultAt(1, () => fault));
        Put(store, 1, durable: true);
        Assert.Equal(1, Assert.Throws<StoreCrashedException>(() => Put(store, 2, durable)).WriteNumber);
        Assert.Throws<StoreCrashedException>(() => Put(store, 3, durable: true));
        Assert.Throws<StoreCrashedException>(() => store.Get(StoreTable.Blocks, [1]));
        Assert.Throws<StoreCrashedException>(() => store.Snapshot());
        Assert.Equal(surviving, Keys(store.SurvivingAfterCrash()));
    }

    [Fact]
    public void A_failed_write_applies_nothing_and_the_store_takes_no_more()
    {
        var store = new MemoryStore(new FaultAt(1, () => throw new StorageException(StorageError.DiskFull, "full")));
        Put(store, 1, durable: true);
        Assert.Equal("full", Assert.Throws<StorageException>(() => Put(store, 2, durable: true)).Message);
        StorageException later = Assert.Throws<StorageException>(() => Put(store, 3, durable: false));
        Assert.Equal(StorageError.DiskFull, later.Error);
        Assert.Equal([1], Keys(store));
        Assert.Equal([1], Keys(store.SurvivingAfterCrash()));
    }

    private static void Put(MemoryStore store, byte key, bool durable)
    {
        var batch = new WriteSet();
        batch.Put(StoreTable.Blocks, [key], [key]);
        store.Write(batch, durable);
    }

    private static byte[] Keys(MemoryStore store) => [.. store.Scan(StoreTable.Blocks, default, default).Select(entry => entry.Key[0])];

    private sealed class FaultAt(long number, Func<StoreFault> fault) : IStoreFaults
    {
        public StoreFault BeforeWrite(long writeNumber, WriteSet batch, bool durable) => writeNumber == number ? fault() : StoreFault.None;
    }
}
