using Ledger.Storage;

namespace Ledger.Stages.Tests.Ordering;

public class EmbeddedOrdererTests
{
    [Fact]
    public async Task What_the_door_does_not_admit_takes_no_place()
    {
        var store = new MemoryStore();
        var orderer = new EmbeddedOrderer(store, new OddsOnly());
        Assert.Equal(AppendResult.Refused, await Append(orderer, 1, 2));
        Assert.Equal((AppendResult.Won, 1UL), (await Append(orderer, 1, 3), orderer.Last));
        Assert.Equal(AppendResult.Lost, await Append(orderer, 1, 2));
        Assert.Equal([3], await Read(new EmbeddedOrderer(store), 1, 16));
    }

    private sealed class OddsOnly : IBatchDoor
    {
        public bool Admits(ulong sequence, ReadOnlyMemory<byte> batch) => batch.Span[0] % 2 == 1;
    }

    [Theory]
    [InlineData(StoreFault.CrashBeforeWrite, 1)]
    [InlineData(StoreFault.CrashAfterWrite, 2)]
    public async Task A_crash_keeps_what_was_won_and_leaves_the_last_append_whole_or_not_at_all(StoreFault fault, ulong last)
    {
        var store = new MemoryStore(new FaultAt(1, fault));
        var orderer = new EmbeddedOrderer(store);
        Assert.Equal(AppendResult.Won, await Append(orderer, 1, 1));
        await Assert.ThrowsAsync<StoreCrashedException>(async () => await Append(orderer, 2, 2));
        var reopened = new EmbeddedOrderer(store.SurvivingAfterCrash());
        Assert.Equal(last, reopened.Last);
        Assert.Equal(Enumerable.Range(1, (int)last).Select(one => (byte)one), await Read(reopened, 1, 16));
        Assert.Equal(AppendResult.Won, await Append(reopened, last + 1, 3));
    }

    [Fact]
    public async Task Of_many_that_race_for_a_number_one_wins_it()
    {
        const int racers = 8;
        const int rounds = 200;
        var orderer = new EmbeddedOrderer(new MemoryStore());
        var won = new int[rounds + 1];
        await Task.WhenAll(Enumerable.Range(1, racers).Select(racer => Task.Run(async () =>
        {
            for (ulong sequence = 1; sequence <= rounds; sequence++)
            {
                await orderer.WaitAsync(sequence - 1, default);
                if (await Append(orderer, sequence, (byte)racer) == AppendResult.Won)
                {
                    Interlocked.Add(ref won[sequence], racer);
                }
            }
        })));
        Assert.Equal(rounds, (int)orderer.Last);
        Assert.Equal(won.Skip(1).Select(racer => (byte)racer), await Read(orderer, 1, rounds));
    }

    [Fact]
    public async Task What_was_trimmed_is_said_to_be_gone_and_the_order_goes_on()
    {
        var store = new MemoryStore();
        var orderer = new EmbeddedOrderer(store);
        for (byte sequence = 1; sequence <= 3; sequence++)
        {
            await Append(orderer, sequence, sequence);
        }

        orderer.Trim(ulong.MaxValue);
        await Assert.ThrowsAsync<OrderingException>(async () => await Read(orderer, 1, 16));
        Assert.Equal([3], await Read(orderer, 3, 16));
        Assert.Equal(AppendResult.Won, await Append(new EmbeddedOrderer(store), 4, 4));
    }

    [Fact]
    public async Task What_every_reader_has_released_is_dropped_and_nothing_else()
    {
        var orderer = new EmbeddedOrderer(new MemoryStore(), readers: ["a", "b"]);
        for (byte sequence = 1; sequence <= 4; sequence++)
        {
            await Append(orderer, sequence, sequence);
        }

        orderer.Release("a", 4);
        orderer.Release("stranger", 4);
        Assert.Equal([1, 2, 3, 4], await Read(orderer, 1, 16));
        orderer.Release("b", 3);
        await Assert.ThrowsAsync<OrderingException>(async () => await Read(orderer, 2, 16));
        Assert.Equal([3, 4], await Read(orderer, 3, 16));
        orderer.Release("b", 2);
        Assert.Equal([3, 4], await Read(orderer, 3, 16));
    }

    private static ValueTask<AppendResult> Append(EmbeddedOrderer orderer, ulong sequence, byte content) =>
        orderer.AppendAsync(sequence, new[] { content }, default);

    private static async Task<IEnumerable<byte>> Read(EmbeddedOrderer orderer, ulong from, int countMax) =>
        (await orderer.ReadAsync(from, countMax, default)).Select(batch => batch.Span[0]);

    private sealed class FaultAt(long number, StoreFault fault) : IStoreFaults
    {
        public StoreFault BeforeWrite(long writeNumber, WriteSet batch, bool durable) => writeNumber == number ? fault : StoreFault.None;
    }
}
