using Ledger.Protocol;
using Ledger.Storage;

namespace Ledger.Mailbox.Tests;

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

    [Theory]
    [InlineData(StoreFault.CrashBeforeWrite, 2)]
    [InlineData(StoreFault.CrashAfterWrite, 3)]
    public void A_crash_at_the_write_leaves_the_letter_whole_or_not_at_all(StoreFault fault, int expected)
    {
        var faults = new Faults { At = 2, Fault = fault };
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
    [InlineData(StorageError.DiskFull, RefusalCode.MailDiskFull)]
    [InlineData(StorageError.Device, RefusalCode.MailUnavailable)]
    public void A_failed_write_is_a_named_refusal_and_leaves_no_trace(StorageError error, RefusalCode expected)
    {
        var world = new World(store: new MemoryStore(new Faults { At = 1, Error = error }));
        world.Deposit(world.Guarantor);
        var letter = world.Letter();
        Assert.Equal(expected, world.Deposit(world.Guarantor, letter, out var receipt).Code);
        Assert.Null(receipt);
        Assert.Equal(1, world.Box.Count);
        Assert.Single(world.Fetch(world.Guarantor).Letters);

        world.Restart();
        World.Done(world.Deposit(world.Guarantor, letter, out _));
        Assert.Equal(2, world.Fetch(world.Guarantor).Letters.Count);
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
            Assert.True(durable);
            if (writeNumber != At)
            {
                return StoreFault.None;
            }

            return Error is { } error ? throw new StorageException(error, "The test says so.") : Fault;
        }
    }
}
