using Ledger.Protocol;
using Ledger.Storage;

namespace Ledger.Mail.Tests.Mailboxes;

public sealed class DurabilityTests
{
    [Fact]
    public void A_letter_whose_receipt_was_given_is_there_after_a_crash_and_a_deleted_one_is_not()
    {
        var world = new World();
        var letters = Enumerable.Range(0, 3).Select(_ => world.Deposit(world.Guarantor)).ToList();
        world.Acknowledge(world.Guarantor, world.Fetch(world.Guarantor).Letters[0].Sequence);
        world.Restart();
        Assert.Equal(letters.Skip(1), world.Fetch(world.Guarantor).Letters.Select(letter => letter.Letter.ToByteArray()));
        Assert.Equal(2, world.Box.Count);
        World.Done(world.Deposit(world.Guarantor, letters[2], out _));
        Assert.Equal(2, world.Box.Count); // known again by its digest
    }

    // Each letter is a write and a sync, so the third's are the fourth and the fifth from 0 on.
    [Theory]
    [InlineData(4, StoreFault.CrashBeforeWrite, 2)]
    [InlineData(4, StoreFault.CrashAfterWrite, 2)]
    [InlineData(5, StoreFault.CrashBeforeWrite, 2)]
    [InlineData(5, StoreFault.CrashAfterWrite, 3)]
    public void A_crash_at_the_write_leaves_the_letter_whole_or_not_at_all(long at, StoreFault fault, int expected)
    {
        var faults = new Faults { At = at, Fault = fault };
        var world = new World(store: new MemoryStore(faults));
        world.Deposit(world.Guarantor);
        world.Deposit(world.Guarantor);
        var third = world.Letter();
        Assert.Throws<StoreCrashedException>(() => world.Deposit(world.Guarantor, third, out _));

        world.Restart();
        Assert.Equal(expected, world.Fetch(world.Guarantor).Letters.Count);
        World.Done(world.Deposit(world.Guarantor, third, out _)); // the sender tries again
        Assert.Equal(3, world.Fetch(world.Guarantor).Letters.Count);
    }

    [Theory]
    [InlineData(2, StorageError.DiskFull, RefusalCode.MailDiskFull)]
    [InlineData(2, StorageError.Device, RefusalCode.MailUnavailable)]
    [InlineData(3, StorageError.DiskFull, RefusalCode.MailDiskFull)]
    [InlineData(3, StorageError.Device, RefusalCode.MailUnavailable)]
    public void A_failed_write_is_a_named_refusal_and_gives_its_owner_nothing(long at, StorageError error, RefusalCode expected)
    {
        var world = new World(store: new MemoryStore(new Faults { At = at, Error = error }));
        world.Deposit(world.Guarantor);
        var letter = world.Letter();
        Assert.Equal(expected, world.Deposit(world.Guarantor, letter, out var receipt).Code);
        Assert.Null(receipt);
        Assert.True(world.Deposit(world.Guarantor, letter, out receipt).IsRefused);
        Assert.Null(receipt); // that it is known already is no receipt
        Assert.Single(world.Fetch(world.Guarantor).Letters);

        world.Restart();
        World.Done(world.Deposit(world.Guarantor, letter, out _));
        Assert.Equal(2, world.Fetch(world.Guarantor).Letters.Count);
    }

    [Fact]
    public async Task While_the_disk_is_busy_others_are_served_and_one_sync_does_for_all_who_wait()
    {
        const int letters = 4;
        var disk = new BusyDisk();
        var world = new World(store: disk);
        world.Deposit(world.Guarantor);
        world.Acknowledge(world.Guarantor, Assert.Single(world.Fetch(world.Guarantor).Letters).Sequence);
        disk.IsSlow = true;
        var requests = Enumerable.Range(0, letters).Select(_ => world.Request(world.Guarantor.Address, world.Letter())).ToList();
        var first = Task.Run(() => world.Box.Deposit(requests[0], out _));
        await disk.Busy.WaitAsync(TimeSpan.FromSeconds(30));
        var others = requests.Skip(1).Select(request => Task.Run(() => world.Box.Deposit(request, out _))).ToList();
        while (world.Box.Count < letters)
        {
            await Task.Delay(5); // each is written while the first still waits for the disk
        }

        Assert.False(first.IsCompleted);
        Assert.Empty(world.Fetch(world.Guarantor).Letters); // a power cut could still take them
        disk.GoOn();
        Assert.All(await Task.WhenAll(others.Prepend(first)), World.Done);
        Assert.Equal(2, disk.SlowSyncs);
        Assert.Equal(letters, world.Fetch(world.Guarantor).Letters.Count);
        world.Restart(disk.Memory.SurvivingAfterCrash());
        Assert.Equal(letters, world.Fetch(world.Guarantor).Letters.Count);
    }

    [Fact]
    public void Mailboxes_on_disk_are_closed_and_opened_again()
    {
        using var directory = new TemporaryDirectory();
        byte[] letter;
        using (var data = DataDirectory.Open(directory.Sub("mail"), new byte[32], new RocksStoreOptions()))
        {
            var world = new World(store: data.Store);
            letter = world.Deposit(world.Guarantor);
        }

        using var again = DataDirectory.Open(directory.Sub("mail"), new byte[32], new RocksStoreOptions());
        var reopened = new World(store: again.Store);
        Assert.Equal(letter, Assert.Single(reopened.Fetch(reopened.Guarantor).Letters).Letter.ToByteArray());
    }

    private sealed class Faults : IStoreFaults
    {
        internal required long At { get; init; }

        internal StoreFault Fault { get; init; }

        internal StorageError? Error { get; init; }

        public StoreFault BeforeWrite(long writeNumber, WriteSet batch, bool durable)
        {
            if (writeNumber != At)
            {
                return StoreFault.None;
            }

            return Error is { } error ? throw new StorageException(error, "The test says so.") : Fault;
        }
    }

    /// <summary>A store whose first sync, once it is slow, takes until the test lets it go on.</summary>
    private sealed class BusyDisk : IStore
    {
        private readonly TaskCompletionSource _busy = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly ManualResetEventSlim _goOn = new();
        private int _syncs;

        internal MemoryStore Memory { get; } = new();

        internal Task Busy => _busy.Task;

        internal bool IsSlow { get; set; }

        internal int SlowSyncs => _syncs;

        internal void GoOn() => _goOn.Set();

        public void Sync()
        {
            if (IsSlow && Interlocked.Increment(ref _syncs) == 1)
            {
                _busy.SetResult();
                Assert.True(_goOn.Wait(TimeSpan.FromSeconds(30)));
            }

            Memory.Sync();
        }

        public void Write(WriteSet batch, bool durable) => Memory.Write(batch, durable);

        public IStoreSnapshot Snapshot() => Memory.Snapshot();

        public byte[]? Get(StoreTable table, ReadOnlySpan<byte> key) => Memory.Get(table, key);

        public IEnumerable<KeyValuePair<byte[], byte[]>> Scan(
            StoreTable table, ReadOnlyMemory<byte> from, ReadOnlyMemory<byte> to, bool reverse = false) =>
            Memory.Scan(table, from, to, reverse);

        public void Dispose()
        {
            _goOn.Dispose();
            Memory.Dispose();
        }
    }
}
