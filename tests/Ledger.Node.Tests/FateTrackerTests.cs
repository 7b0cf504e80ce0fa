using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.TestConsortium;

namespace Ledger.Node.Tests;

public class FateTrackerTests
{
    private static readonly TimeSpan Forever = TimeSpan.FromDays(1);

    [Fact]
    public void A_transaction_goes_from_unknown_over_pending_and_ordered_to_final()
    {
        var (node, fates) = Tracker();
        var bytes = TestChain.Sign(TestChain.Body());
        var transaction = TestChain.Read(bytes);
        Assert.Equal(Fate.Unknown, fates.Find(transaction.Id).Fate);
        node.Core.Pool.TryAdd(transaction);
        fates.OnAdmitted(transaction);
        Assert.Equal(Fate.Pending, fates.Find(transaction.Id).Fate);
        node.Apply(bytes);
        Assert.Equal((Fate.Ordered, 1UL, 0), fates.Find(transaction.Id));
        node.Vote(1, 1, 2);
        Assert.Equal((Fate.Final, 1UL, 0), fates.Find(transaction.Id));
    }

    [Theory]
    [InlineData(2, Fate.Pending)]
    [InlineData(3, Fate.Expired)]
    public async Task It_is_expired_once_a_final_block_is_past_its_time(int finalTimeMs, Fate expected)
    {
        var (node, fates) = Tracker();
        var transaction = TestChain.Read(TestChain.Sign(TestChain.Body(body => body.NotAfter = TestChain.StartMs + 2)));
        node.Core.Pool.TryAdd(transaction);
        fates.OnAdmitted(transaction);
        var waiting = fates.WaitAsync(transaction.Id, Forever, default);
        node.Clock.Ms = finalTimeMs;
        node.Apply();
        FinaliseAt(node, fates, 1, finalTimeMs);
        node.ApplyBatch(TestChain.Batch(node.Core.Finality.Newest));
        FinaliseAt(node, fates, 2, finalTimeMs);
        Assert.Equal(expected, fates.Find(transaction.Id).Fate);
        if (expected == Fate.Expired)
        {
            await waiting.WaitAsync(TimeSpan.FromSeconds(30));
        }
        else
        {
            Assert.False(waiting.IsCompleted);
        }
    }

    [Fact]
    public async Task Who_waits_hears_when_it_is_final()
    {
        var (node, fates) = Tracker();
        var bytes = TestChain.Sign(TestChain.Body());
        var waiting = fates.WaitAsync(TestChain.Read(bytes).Id, Forever, default);
        node.Apply(bytes);
        Assert.False(waiting.IsCompleted);
        node.Vote(1, 1, 2);
        Tell(node, fates);
        await waiting.WaitAsync(TimeSpan.FromSeconds(30));
        await fates.WaitAsync(TestChain.Read(bytes).Id, Forever, default);
        Assert.Equal(0, fates.WaitedFor);
    }

    [Fact]
    public async Task Whoever_stops_waiting_leaves_nothing_behind()
    {
        var (_, fates) = Tracker();
        using var patience = new CancellationTokenSource();
        var ids = Enumerable.Range(0, 100).Select(i => new Digest([.. Enumerable.Repeat((byte)i, Digest.Bytes)])).ToList();
        var waiting = ids.Concat(ids).Select(id => fates.WaitAsync(id, Forever, patience.Token)).ToList();
        Assert.Equal(100, fates.WaitedFor);
        await fates.WaitAsync(ids[0], TimeSpan.FromMilliseconds(1), default);
        Assert.Equal(100, fates.WaitedFor);
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.WhenAll(waiting));
        Assert.Equal(0, fates.WaitedFor);
    }

    [Fact]
    public async Task Who_waits_before_the_transaction_is_admitted_hears_that_it_expired()
    {
        var (node, fates) = Tracker();
        var transaction = TestChain.Read(TestChain.Sign(TestChain.Body(body => body.NotAfter = TestChain.StartMs + 2)));
        var waiting = fates.WaitAsync(transaction.Id, Forever, default);
        fates.OnAdmitted(transaction);
        node.Apply();
        FinaliseAt(node, fates, 1, 3);
        node.ApplyBatch(TestChain.Batch(node.Core.Finality.Newest));
        Assert.False(waiting.IsCompleted);
        FinaliseAt(node, fates, 2, 3);
        await waiting.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Whoever_stops_waiting_for_an_admitted_transaction_is_no_longer_told_that_it_expires()
    {
        var (_, fates) = Tracker();
        var transaction = TestChain.Read(TestChain.Sign(TestChain.Body()));
        fates.OnAdmitted(transaction);
        using var patience = new CancellationTokenSource();
        var waiting = fates.WaitAsync(transaction.Id, Forever, patience.Token);
        Assert.Equal((1, 1), (fates.WaitedFor, fates.Expiring));
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.Equal((0, 0), (fates.WaitedFor, fates.Expiring));
    }

    [Fact]
    public void What_ends_is_taken_in_the_order_of_its_times_and_the_rest_is_left()
    {
        var queue = new ExpiryQueue<string>();
        queue.Add(7, "last");
        var gone = queue.Add(3, "gone");
        queue.Add(5, "second");
        queue.Add(3, "first");
        queue.Add(5, "third");
        queue.Remove(gone);
        Assert.Equal([], Taken(queue, before: 3));
        Assert.Equal(["first", "second", "third"], Taken(queue, before: 7));
        Assert.Equal(1, queue.Count);
        Assert.Equal(["last"], Taken(queue, before: 8));
        Assert.Equal(0, queue.Count);
    }

    private static List<string> Taken(ExpiryQueue<string> queue, long before)
    {
        var taken = new List<string>();
        while (queue.TryTakeBefore(before, out var item))
        {
            taken.Add(item);
        }

        return taken;
    }

    private static void FinaliseAt(NodeUnderTest node, FateTracker fates, ulong height, long ms)
    {
        foreach (var validator in new[] { 1, 2 })
        {
            node.Receive(new PeerMessage { Vote = TestChain.Vote(validator, height, node.HashOf(height), TestChain.StartMs + ms) });
        }

        Tell(node, fates);
    }

    private static void Tell(NodeUnderTest node, FateTracker fates)
    {
        foreach (var block in node.Steps.SelectMany(step => step.Final))
        {
            fates.OnFinalBlock(block);
        }

        node.Steps.Clear();
    }

    private static (NodeUnderTest Node, FateTracker Fates) Tracker()
    {
        var node = new NodeUnderTest();
        var fates = new FateTracker(node.Core);
        return (node, fates);
    }
}
