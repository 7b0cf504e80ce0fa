using Google.Protobuf;
using Ledger.Ordering.Etcd.Tests.Faults;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Ordering.Etcd.Tests;

/// <summary>The engine on an etcd in memory, for what a real one does not do when it is asked to.</summary>
public sealed class SimulatedEtcdTests : OrdererContract
{
    private static readonly byte[] Chain = [.. Enumerable.Repeat((byte)7, 32)];

    protected override IReadOnlyList<IOrderer> NewOrder(params string[] readers)
    {
        var etcd = new MemoryEtcd();
        return [.. readers.Select(_ => End(new FaultyConnection(etcd), readers: readers))];
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public async Task Whatever_is_lost_late_or_done_twice_there_is_one_batch_a_number_and_who_won_finds_its_own(int seed)
    {
        const int proposers = 4;
        const int rounds = 40;
        var etcd = new MemoryEtcd();
        var won = new Dictionary<ulong, byte[]>();
        var ends = Enumerable.Range(0, proposers).Select(i => new FaultyConnection(etcd, new Random((seed * 100) + i), 30)).ToList();
        await Task.WhenAll(ends.Select((connection, i) => Task.Run(async () =>
        {
            await using var end = End(connection, turn: number => (int)((number + (ulong)i) % proposers));
            var read = new List<byte[]>();
            for (var round = 0; read.Count < rounds; round++)
            {
                try
                {
                    var sequence = (ulong)read.Count + 1;
                    byte[] batch = [(byte)i, (byte)round, (byte)(round >> 8)];
                    if (await end.AppendAsync(sequence, batch, default) == AppendResult.Won)
                    {
                        lock (won)
                        {
                            won.Add(sequence, batch);
                        }
                    }

                    read.AddRange((await end.ReadAsync((ulong)read.Count + 1, 3, default)).Select(one => one.ToArray()));
                }
                catch (OrderingException e)
                {
                    Assert.Equal(OrderingError.Unavailable, e.Error);
                }
            }

            var all = etcd.Batches().Select(one => one.Value.ToByteArray()).ToList();
            Assert.All(read.Index(), one => Assert.Equal(all[one.Index], one.Item));
        })));
        var batches = etcd.Batches();
        Assert.All(won, one => Assert.Equal(batches[(int)one.Key - 1].Value.ToByteArray(), one.Value));
        Assert.Equal(
            Enumerable.Range(1, batches.Count).Select(number => $"ledger/batch/{number:x16}"), batches.Select(batch => batch.Key));
        Assert.True(won.Count >= rounds / 2, $"{won.Count} of {rounds} were told to who won them.");
    }

    [Fact]
    public async Task A_create_whose_answer_was_lost_is_found_to_have_been_won_when_it_is_made_again()
    {
        var etcd = new MemoryEtcd();
        var connection = new FaultyConnection(etcd);
        await using var end = End(connection);
        await Append(end, 1, 1);
        connection.AnswersLost = 1;
        await Assert.ThrowsAsync<OrderingException>(async () => await Append(end, 2, 2));
        Assert.Equal(AppendResult.Won, await Append(end, 2, 2));
        Assert.Equal(AppendResult.Lost, await Append(end, 2, 3));
        Assert.Equal([1, 2], await Read(end, 1, 16));
    }

    [Fact]
    public async Task The_order_of_another_chain_is_neither_read_nor_written()
    {
        var etcd = new MemoryEtcd();
        await using var own = End(new FaultyConnection(etcd));
        await Append(own, 1, 1);
        await using var other = End(new FaultyConnection(etcd), chain: [.. Enumerable.Repeat((byte)8, 32)]);
        await Refused(OrderingError.OtherChain, "0808", async () => await Append(other, 2, 2));
        await Refused(OrderingError.OtherChain, "0707", async () => await Read(other, 1, 16));
        await using var beside = End(
            new FaultyConnection(etcd), new EtcdOptions { Endpoints = [], KeyPrefix = "other/" }, [.. Enumerable.Repeat((byte)8, 32)]);
        Assert.Equal(AppendResult.Won, await Append(beside, 1, 2));
        Assert.Equal([1], await Read(own, 1, 16));
    }

    [Fact]
    public async Task An_etcd_that_has_lost_everything_is_not_begun_again_by_a_node_that_has_blocks()
    {
        var etcd = new MemoryEtcd();
        await using var node = End(new FaultyConnection(etcd), mayBegin: false);
        await Refused(OrderingError.NotBegun, "lost something", async () => await Append(node, 1, 1));
        await Refused(OrderingError.NotBegun, "lost something", async () => await Read(node, 1, 16));
        Assert.Empty(etcd.Batches("ledger/"));

        // As docs/operations/etcd.md has it: the order goes on above the highest final block.
        etcd.Put("ledger/chain", Convert.ToHexStringLower(Chain));
        etcd.Put("ledger/first", "000000000000002a");
        await Refused(OrderingError.Dropped, "from 42 on", async () => await Read(node, 1, 16));
        Assert.Empty(await Read(node, 42, 16));
        Assert.Equal(AppendResult.Lost, await Append(node, 1, 1));
        Assert.Equal(AppendResult.Won, await Append(node, 42, 1));
        Assert.Equal(AppendResult.Won, await Append(node, 43, 2));
        Assert.Equal([1, 2], await Read(node, 42, 16));
    }

    [Theory]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("0000000000000000")]
    public async Task A_damaged_marker_is_named(string first)
    {
        var etcd = new MemoryEtcd();
        await using var end = End(new FaultyConnection(etcd));
        await Append(end, 1, 1);
        etcd.Put("ledger/first", first);
        await Refused(OrderingError.NotBegun, "damaged marker", async () => await Read(end, 1, 16));
    }

    [Fact]
    public async Task A_gap_is_named_and_nothing_is_put_into_it()
    {
        var etcd = new MemoryEtcd();
        await using var end = End(new FaultyConnection(etcd));
        for (byte number = 1; number <= 4; number++)
        {
            await Append(end, number, number);
        }

        etcd.Delete("ledger/batch/0000000000000003");
        Assert.Equal([1, 2], await Read(end, 1, 16));
        await Refused(OrderingError.Gap, "Batch 3", async () => await Read(end, 3, 16));
        Assert.Equal(AppendResult.Lost, await Append(end, 3, 9));
        etcd.Put("ledger/batch/0000000000000003", ByteString.CopyFrom(3));
        Assert.Equal([3, 4], await Read(end, 3, 16));
    }

    [Fact]
    public async Task An_etcd_that_was_put_back_is_named_by_who_has_executed_more_and_not_by_who_offers_too_early()
    {
        var etcd = new MemoryEtcd();
        await using var end = End(new FaultyConnection(etcd));
        for (byte number = 1; number <= 3; number++)
        {
            await Append(end, number, number);
        }

        Assert.Equal(AppendResult.Lost, await Append(end, 5, 5));
        Assert.Empty(await Read(end, 4, 16));
        etcd.Delete("ledger/batch/0000000000000003");
        await Refused(OrderingError.Behind, "batch 3", async () => await Append(end, 4, 4));
        etcd.Put("ledger/first", "0000000000000004");
        await Read(end, 4, 16);
        Assert.Equal(AppendResult.Won, await Append(end, 4, 4));
    }

    [Fact]
    public async Task Garbage_at_a_number_is_a_batch_like_any_other_and_far_ahead_it_is_nothing()
    {
        var etcd = new MemoryEtcd { AnswerBytesMax = 1024 * 1024 };
        await using var end = End(new FaultyConnection(etcd));
        await Append(end, 1, 1);
        etcd.Put("ledger/batch/0000000000000002", ByteString.CopyFrom(new byte[2 * 1024 * 1024]));
        etcd.Put("ledger/batch/0000000000000003", ByteString.CopyFrom(new byte[200_000]));
        etcd.Put("ledger/batch/ffffffffffffffff", "nothing of ours");
        etcd.Put("ledger/batch/x", "nothing at all");
        Assert.Equal([1], await Read(end, 1, 16));
        Assert.Equal(IOrderer.BatchBytesMax + 1, Assert.Single(await end.ReadAsync(2, 16, default)).Length);
        Assert.Equal(200_000, Assert.Single(await end.ReadAsync(3, 16, default)).Length);
        Assert.Equal(AppendResult.Won, await Append(end, 4, 4));
        Assert.Equal([4], await Read(end, 4, 16));
    }

    [Fact]
    public async Task What_is_told_of_the_newest_is_looked_up_before_it_is_believed()
    {
        var etcd = new MemoryEtcd();
        await using var end = End(new FaultyConnection(etcd));
        await Append(end, 1, 1);
        await end.WaitAsync(1, default);
        var waiting = end.WaitAsync(3, default).AsTask();
        etcd.Put("ledger/newest", "0000000000000900");
        etcd.Put("ledger/newest", "nonsense");
        await Append(end, 2, 2);
        Assert.False(waiting.IsCompleted);
        await Append(end, 3, 3);
        await waiting.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Without_a_watch_the_newest_is_found_by_asking()
    {
        var etcd = new MemoryEtcd();
        await using var blind = End(
            new FaultyConnection(etcd) { IsBlind = true }, new EtcdOptions { Endpoints = [], PollMs = 5 });
        await using var other = End(new FaultyConnection(etcd));
        var waiting = blind.WaitAsync(2, default).AsTask();
        await Append(other, 1, 1);
        await Append(other, 2, 2);
        await waiting.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Once_it_has_lost_a_node_lets_those_that_come_first_go_first_and_asks_nothing_for_what_they_took()
    {
        var etcd = new MemoryEtcd();
        var connection = new FaultyConnection(etcd);
        await using var second = End(connection, new EtcdOptions { Endpoints = [], TurnMs = 20_000 }, turn: number => number == 3 ? 1 : 0);
        await using var first = End(new FaultyConnection(etcd));
        await Append(first, 1, 1);
        Assert.Equal(AppendResult.Lost, await Append(second, 1, 2));
        Assert.Equal(AppendResult.Won, await Append(second, 2, 2)); // its own turn
        await second.WaitAsync(2, default);
        var asked = connection.Asked;
        var offered = Append(second, 3, 2).AsTask();
        await Append(first, 3, 1);
        Assert.Equal(AppendResult.Lost, await offered.WaitAsync(TimeSpan.FromSeconds(15)));
        Assert.InRange(connection.Asked - asked, 0, 1); // a look at most, and no batch
    }

    [Fact]
    public async Task Where_nobody_answers_it_says_so_and_goes_on_when_somebody_does()
    {
        var connection = new FaultyConnection(new MemoryEtcd()) { IsDown = true };
        await using var end = End(connection);
        await Refused(OrderingError.Unavailable, "", async () => await Append(end, 1, 1));
        await Refused(OrderingError.Unavailable, "", async () => await Read(end, 1, 1));
        end.Release("a", 5);
        connection.IsDown = false;
        Assert.Equal(AppendResult.Won, await Append(end, 1, 1));
    }

    private static async Task Refused(OrderingError error, string words, Func<Task> action)
    {
        var e = await Assert.ThrowsAsync<OrderingException>(action);
        Assert.Equal(error, e.Error);
        Assert.Contains(words, e.Message, StringComparison.Ordinal);
    }

    private static EtcdOrderer End(
        FaultyConnection connection, EtcdOptions? options = null, byte[]? chain = null, bool mayBegin = true,
        Func<ulong, int>? turn = null, string[]? readers = null) =>
        new(options ?? new EtcdOptions { Endpoints = [], TurnMs = 1 }, chain ?? Chain,
            new EtcdOrdererParts(() => mayBegin, turn ?? (_ => 0), readers ?? ["a"], TimeProvider.System, NullLogger.Instance), connection);
}
