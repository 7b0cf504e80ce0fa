namespace Ledger.Ordering.Etcd.Tests;

/// <summary>What every engine keeps to. Each makes orders that begin empty, with several nodes' ends of one order.</summary>
public abstract class OrdererContract
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>The ends of a new order's readers, one for each name; of an engine within the process all are one.</summary>
    protected abstract IReadOnlyList<IOrderer> NewOrder(params string[] readers);

    [Fact]
    public async Task Exactly_one_batch_stands_at_each_sequence_number()
    {
        var ends = NewOrder("a", "b");
        var (one, other) = (ends[0], ends[1]);
        Assert.Empty(await Read(one, 1, 16));
        Assert.Equal(AppendResult.Lost, await Append(one, 2, 9));
        Assert.Equal(AppendResult.Won, await Append(one, 1, 1));
        Assert.Equal(AppendResult.Lost, await Append(other, 1, 2));
        Assert.Equal(AppendResult.Won, await Append(other, 2, 2));
        Assert.Equal(AppendResult.Lost, await Append(one, 2, 3));
        Assert.Equal([1, 2], await Read(one, 1, 16));
        Assert.Equal([2], await Read(other, 2, 16));
        Assert.Equal([1], await Read(other, 1, 1));
        Assert.Empty(await Read(one, 3, 16));
    }

    [Fact]
    public async Task Impossible_appends_are_refused_and_the_longest_batch_comes_back_as_it_was()
    {
        var orderer = NewOrder("a")[0];
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await Append(orderer, 0, 1));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            async () => await orderer.AppendAsync(1, new byte[IOrderer.BatchBytesMax + 1], default));
        var longest = Enumerable.Range(0, IOrderer.BatchBytesMax).Select(i => (byte)i).ToArray();
        Assert.Equal(AppendResult.Won, await orderer.AppendAsync(1, longest, default));
        Assert.Equal(AppendResult.Won, await orderer.AppendAsync(2, ReadOnlyMemory<byte>.Empty, default));
        var read = await orderer.ReadAsync(1, 16, default);
        Assert.Equal((2, 0), (read.Count, read[1].Length));
        Assert.Equal(longest, read[0].ToArray());
    }

    [Fact]
    public async Task Of_many_that_race_for_a_number_one_wins_it()
    {
        const int racers = 4;
        const int rounds = 24;
        var ends = NewOrder("a", "b", "c", "d");
        var won = new int[rounds + 1];
        await Task.WhenAll(Enumerable.Range(1, racers).Select(racer => Task.Run(async () =>
        {
            for (ulong sequence = 1; sequence <= rounds; sequence++)
            {
                if (sequence > 1)
                {
                    await ends[racer - 1].WaitAsync(sequence - 1, default).AsTask().WaitAsync(Patience);
                }

                if (await Append(ends[racer - 1], sequence, (byte)racer) == AppendResult.Won)
                {
                    Interlocked.Add(ref won[sequence], racer);
                }
            }
        })));
        foreach (var end in ends)
        {
            Assert.Equal(won.Skip(1).Select(racer => (byte)racer), await Read(end, 1, rounds));
        }
    }

    [Fact]
    public async Task Waiting_ends_when_the_number_is_taken_by_anyone_or_the_caller_gives_up()
    {
        var ends = NewOrder("a", "b");
        var waiting = ends[0].WaitAsync(1, default).AsTask();
        Assert.False(waiting.IsCompleted);
        await Append(ends[1], 1, 1);
        await waiting.WaitAsync(Patience);
        await ends[0].WaitAsync(1, default).AsTask().WaitAsync(Patience);
        using var cancelled = new CancellationTokenSource();
        var givenUp = ends[0].WaitAsync(2, cancelled.Token).AsTask();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => givenUp);
    }

    [Fact]
    public async Task What_every_reader_has_released_is_dropped_and_nothing_else_and_the_order_goes_on()
    {
        var ends = NewOrder("a", "b");
        for (byte sequence = 1; sequence <= 4; sequence++)
        {
            Assert.Equal(AppendResult.Won, await Append(ends[0], sequence, sequence));
        }

        ends[0].Release("stranger", 4);
        ends[0].Release("a", 4);
        ends[1].Release("b", 3);
        await UntilDropped(ends[0], 2);
        Assert.Equal([3, 4], await Read(ends[1], 3, 16));
        ends[1].Release("b", 100);
        ends[0].Release("a", 100);
        await UntilDropped(ends[0], 3);
        Assert.Equal([4], await Read(ends[0], 4, 16));
        Assert.Equal(AppendResult.Lost, await Append(ends[0], 1, 9));
        Assert.Equal(AppendResult.Lost, await Append(ends[0], 4, 9));
        Assert.Equal(AppendResult.Won, await Append(ends[1], 5, 5));
        Assert.Equal([4, 5], await Read(ends[0], 4, 16));
    }

    private static async Task UntilDropped(IOrderer orderer, ulong sequence)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            try
            {
                await orderer.ReadAsync(sequence, 16, patience.Token);
                await Task.Yield();
            }
            catch (OrderingException e) when (e.Error == OrderingError.Dropped)
            {
                return;
            }
        }
    }

    private protected static ValueTask<AppendResult> Append(IOrderer orderer, ulong sequence, byte content) =>
        orderer.AppendAsync(sequence, new[] { content }, default);

    private protected static async Task<IEnumerable<byte>> Read(IOrderer orderer, ulong from, int countMax) =>
        (await orderer.ReadAsync(from, countMax, default)).Select(batch => batch.Span[0]);
}

/// <summary>The engine for one machine.</summary>
public sealed class EmbeddedOrdererContract : OrdererContract
{
    protected override IReadOnlyList<IOrderer> NewOrder(params string[] readers)
    {
        var orderer = new EmbeddedOrderer(new Storage.MemoryStore(), readers: readers);
        return [.. readers.Select(_ => orderer)];
    }
}
