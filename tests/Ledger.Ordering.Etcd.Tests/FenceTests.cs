using Ledger.Ordering.Etcd.Tests.Faults;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Ordering.Etcd.Tests;

/// <summary>One key never takes part from two processes at once, as far as etcd can tell.</summary>
public sealed class FenceTests
{
    private const string Key = "ledger/running/aa";
    private static readonly byte[] Chain = [.. Enumerable.Repeat((byte)7, 32)];
    private static readonly HurriedPace Hurried = new();
    private readonly MemoryEtcd _etcd = new();

    [Fact]
    public async Task The_second_process_with_a_key_is_told_where_the_first_runs_and_nothing_of_it_is_ordered()
    {
        await using var first = Node("host-a, process 1");
        Assert.Equal(AppendResult.Won, await first.AppendAsync(1, new byte[] { 1 }, default));
        await using var second = Node("host-b, process 2");
        var e = await Assert.ThrowsAsync<OrderingException>(async () => await second.ReadAsync(1, 1, default));
        Assert.Equal(OrderingError.RunsElsewhere, e.Error);
        Assert.Contains("at host-a, process 1:", e.Message, StringComparison.Ordinal);
        e = await Assert.ThrowsAsync<OrderingException>(async () => await second.AppendAsync(2, new byte[] { 2 }, default));
        Assert.Equal(OrderingError.RunsElsewhere, e.Error);
        await using var other = Node("host-b, process 2", "bb");
        Assert.Single(await other.ReadAsync(1, 2, default)); // another key is nobody's business
        Assert.Equal(AppendResult.Won, await first.AppendAsync(2, new byte[] { 3 }, default));
    }

    [Fact]
    public async Task Who_ends_lets_the_next_in_at_once_and_who_is_killed_once_its_time_is_over()
    {
        await using (var first = Node("host-a"))
        {
            await first.ReadAsync(1, 1, default);
            Assert.EndsWith(" host-a", Running(), StringComparison.Ordinal);
        }

        Assert.Null(Running());
        var killed = Node("host-a");
        await killed.ReadAsync(1, 1, default);
        await using var next = Node("host-b");
        var waiting = next.ReadAsync(1, 1, default).AsTask();
        Assert.False(waiting.IsCompleted);
        _etcd.EndLeases();
        await waiting;
        Assert.EndsWith(" host-b", Running(), StringComparison.Ordinal);

        var e = await Assert.ThrowsAsync<OrderingException>(async () =>
        {
            while (true)
            {
                await killed.ReadAsync(1, 1, default); // it was only cut off, and is back
                await Task.Delay(20);
            }
        });
        Assert.Equal(OrderingError.RunsElsewhere, e.Error);
        await killed.DisposeAsync();
        Assert.EndsWith(" host-b", Running(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_is_known_to_have_ended_is_not_waited_for_and_nobody_else_is_displaced()
    {
        await using var killed = Node("host-a", mark: "boot:7");
        await killed.ReadAsync(1, 1, default);
        await using var stranger = Node("host-b", mark: "boot:8", isGone: mark => mark == "other:7");
        var e = await Assert.ThrowsAsync<OrderingException>(async () => await stranger.ReadAsync(1, 1, default));
        Assert.Equal(OrderingError.RunsElsewhere, e.Error);
        await using var next = Node("host-a", mark: "boot:9", isGone: mark => mark == "boot:7");
        await next.ReadAsync(1, 1, default);
        Assert.Contains(" boot:9/", Running(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lease_that_etcd_forgets_while_its_key_stays_is_no_other_process()
    {
        await using var node = Node("host-a", mark: "boot:7");
        await node.ReadAsync(1, 1, default);
        var first = Running();
        _etcd.ForgetLeases();
        await UntilAsync(async () =>
        {
            await node.ReadAsync(1, 1, default);
            return Running() != first;
        });

        await using var twice = Node("host-a", mark: "boot:7"); // another one of the same process
        var e = await Assert.ThrowsAsync<OrderingException>(async () => await twice.ReadAsync(1, 1, default));
        Assert.Equal(OrderingError.RunsElsewhere, e.Error);
    }

    [Fact]
    public async Task A_key_that_somebody_deleted_or_wrote_is_noticed()
    {
        await using var node = Node("host-a");
        await node.ReadAsync(1, 1, default);
        _etcd.Delete(Key);
        await UntilAsync(async () =>
        {
            await node.ReadAsync(1, 1, default);
            return Running() is not null;
        });

        _etcd.Put(Key, "nonsense\u001b[2J");
        var e = await Assert.ThrowsAsync<OrderingException>(() => UntilAsync(async () =>
        {
            await node.ReadAsync(1, 1, default);
            return false;
        }));
        Assert.Contains("a place that it does not tell", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Whatever_answer_is_lost_a_node_gets_past_its_own_fence(int seed)
    {
        await using var node = Node("host-a", connection: new FaultyConnection(_etcd, new Random(seed), 40));
        for (ulong number = 1; number <= 20;)
        {
            try
            {
                await node.AppendAsync(number, new[] { (byte)number }, default);
                number += (ulong)(await node.ReadAsync(number, 1, default)).Count;
            }
            catch (OrderingException e)
            {
                Assert.Equal(OrderingError.Unavailable, e.Error);
            }
        }
    }

    private string? Running() => _etcd.Batches(Key) is [{ Value: var value }] ? value.ToStringUtf8() : null;

    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!await holds())
        {
            await Task.Delay(20, patience.Token);
        }
    }

    private EtcdOrderer Node(
        string where, string validator = "aa", FaultyConnection? connection = null, string mark = "-", Func<string, bool>? isGone = null) =>
        new(
            new EtcdOptions { Endpoints = [new Uri("http://127.0.0.1:1")], FenceSeconds = 1 },
            Chain,
            new EtcdOrdererParts(
                () => true, _ => 0, [], Hurried, NullLogger.Instance,
                new FenceHolder(validator, where) { Mark = mark, IsGone = isGone ?? (_ => false) }),
            connection ?? new FaultyConnection(_etcd));

    /// <summary>Ten times as fast as the machine's.</summary>
    private sealed class HurriedPace : TimeProvider
    {
        private const int Times = 10;

        public override long GetTimestamp() => base.GetTimestamp() * Times;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, Sooner(dueTime), Sooner(period));

        private static TimeSpan Sooner(TimeSpan time) => time == Timeout.InfiniteTimeSpan ? time : time / Times;
    }
}
