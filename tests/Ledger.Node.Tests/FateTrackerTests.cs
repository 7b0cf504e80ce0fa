using Ledger.Protocol.V1;
using Ledger.TestConsortium;

namespace Ledger.Node.Tests;

public class FateTrackerTests
{
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
        var waiting = fates.WaitAsync(transaction.Id, default);
        node.Clock.Ms = finalTimeMs;
        node.Apply();
        FinaliseAt(node, 1, finalTimeMs);
        node.Core.Apply(TestChain.Batch(node.Core.Finality.Newest));
        FinaliseAt(node, 2, finalTimeMs);
        Assert.Equal(expected, fates.Find(transaction.Id).Fate);
        if (expected == Fate.Expired)
        {
            Assert.True(await waiting.WaitAsync(TimeSpan.FromSeconds(30)));
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
        var waiting = fates.WaitAsync(TestChain.Read(bytes).Id, default);
        node.Apply(bytes);
        Assert.False(waiting.IsCompleted);
        node.Vote(1, 1, 2);
        Assert.True(await waiting.WaitAsync(TimeSpan.FromSeconds(30)));
        Assert.True(await fates.WaitAsync(TestChain.Read(bytes).Id, default));
    }

    private static void FinaliseAt(NodeUnderTest node, ulong height, long ms)
    {
        foreach (var validator in new[] { 1, 2 })
        {
            node.Core.Receive(new PeerMessage { Vote = TestChain.Vote(validator, height, node.HashOf(height), TestChain.StartMs + ms) });
        }
    }

    private static (NodeUnderTest Node, FateTracker Fates) Tracker()
    {
        var node = new NodeUnderTest();
        var fates = new FateTracker(node.Core);
        node.Core.OnFinalBlock = fates.OnFinalBlock;
        return (node, fates);
    }
}
