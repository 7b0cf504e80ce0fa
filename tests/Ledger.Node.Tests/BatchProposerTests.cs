using Ledger.Protocol.V1;
using Ledger.TestConsortium;

namespace Ledger.Node.Tests;

public class BatchProposerTests
{
    [Fact]
    public void A_waiting_transaction_is_offered_at_once_and_the_next_once_the_first_is_in_a_block()
    {
        var (node, proposer) = Proposer();
        Add(node);
        var first = proposer.TryMake()!;
        Assert.Single(first.Transactions);
        Add(node);
        node.Clock.Ms = 10;
        Assert.Null(proposer.TryMake());
        node.ApplyBatch(first.Bytes);
        Assert.Single(proposer.TryMake()!.Transactions);
    }

    [Fact]
    public void A_batch_without_a_place_holds_the_next_back_only_so_long()
    {
        var (node, proposer) = Proposer();
        Add(node);
        Assert.NotNull(proposer.TryMake());
        Add(node);
        node.Clock.Ms = node.Options.BatchPatienceMs - 1;
        Assert.Null(proposer.TryMake());
        node.Clock.Ms = node.Options.BatchPatienceMs;
        Assert.Single(proposer.TryMake()!.Transactions);
    }

    [Fact]
    public void An_idle_chain_gets_a_heartbeat_once_block_time_lags()
    {
        var (node, proposer) = Proposer();
        node.Clock.Ms = 1_999;
        Assert.Null(proposer.TryMake());
        node.Clock.Ms = 2_000;
        Assert.Empty(proposer.TryMake()!.Transactions);
        node.Clock.Ms = 3_000;
        Assert.Null(proposer.TryMake());
        node.Clock.Ms = 4_000;
        Assert.NotNull(proposer.TryMake());
    }

    [Fact]
    public void A_batch_carries_the_newest_certificate_until_it_counted()
    {
        var (node, proposer) = Proposer();
        node.Finalise();
        Add(node);
        var batch = proposer.TryMake()!.Bytes;
        Assert.Equal(node.Core.Finality.Newest, Batch.Parser.ParseFrom(batch).TimeProof);
        node.ApplyBatch(batch);
        node.Clock.Ms = 10;
        Add(node);
        Assert.Null(Batch.Parser.ParseFrom(proposer.TryMake()!.Bytes).TimeProof);
    }

    [Fact]
    public void A_batch_stays_below_the_engines_limit_and_leaves_the_rest_waiting()
    {
        var (node, proposer) = Proposer();
        for (var i = 0; i < 8; i++)
        {
            Add(node, callCount: 200);
        }

        var batch = proposer.TryMake()!;
        Assert.InRange(proposer.Ordered(batch, 1).Length, 1, Ordering.IOrderer.BatchBytesMax);
        Assert.InRange(batch.Transactions.Count, 1, 7);
        Assert.True(node.Core.Pool.HasWaiting);
    }

    [Fact]
    public void What_lost_its_place_is_offered_again()
    {
        var (node, proposer) = Proposer();
        Add(node);
        var lost = proposer.TryMake()!;
        proposer.OnLost(lost);
        node.Clock.Ms = 10;
        Assert.Equal(lost.Transactions, proposer.TryMake()!.Transactions);
    }

    private static (NodeUnderTest Node, BatchProposer Proposer) Proposer()
    {
        var node = new NodeUnderTest();
        return (node, new BatchProposer(node.Core.Chain, node.Core.Finality, node.Core.Pool, node.Parts.Voter!, node.Clock, node.Clock,
            node.Options));
    }

    private static void Add(NodeUnderTest node, int callCount = 1) =>
        node.Core.Pool.TryAdd(TestChain.Read(TestChain.Sign(TestChain.Body(body =>
        body.Calls.Add(Enumerable.Range(1, callCount - 1).Select(TestChain.CreateProject))))));
}
