using Google.Protobuf;
using Ledger.Admission;
using Ledger.Execution;
using Ledger.Mempool;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.TestConsortium;

namespace Ledger.Node.Tests;

/// <summary>Who may put batches into the order, how many, and what a node does that may no more.</summary>
public sealed class ProposingTests
{
    [Fact]
    public async Task A_validator_that_is_voted_out_lets_go_what_it_holds_and_tells_who_waits()
    {
        var node = new NodeUnderTest();
        var fates = new FateTracker(node.Core);
        var (flying, waiting) = (Pooled(node), Pooled(node));
        Assert.Single(node.Core.Pool.Take(flying.Bytes.Length + 4, 4, TestChain.StartMs));
        var told = new[] { flying, waiting }.Select(one => fates.WaitAsync(one.Id, TimeSpan.FromMinutes(5), default)).ToList();
        node.Apply(VotedChanges.Make(TestChain.SignerOf(0).PublicKey, 0, power: 0));
        Assert.Equal([flying.Id, waiting.Id], node.Steps[^1].LetGo);
        Assert.Equal((0, 0, 0L), (node.Core.Pool.Count, node.Core.Pool.InFlight, node.Core.Pool.Bytes));
        fates.OnLetGo(node.Steps[^1].LetGo);
        await Task.WhenAll(told).WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(Fate.Unknown, fates.Find(waiting.Id).Fate);
    }

    [Fact]
    public void A_validator_that_is_voted_out_takes_nothing_and_proposes_nothing()
    {
        var node = new NodeUnderTest();
        var proposer = new BatchProposer(node.Core.Chain, node.Core.Finality, node.Core.Pool, node.Parts.Voter!, node.Clock, node.Clock,
            node.Options);
        Assert.Equal(RefusalCode.None, Submit(node));
        Assert.NotNull(proposer.TryMake());
        node.Apply(VotedChanges.Make(TestChain.SignerOf(0).PublicKey, 0, power: 0));
        node.Vote(1, 1, 2);
        Assert.Equal(RefusalCode.NotProposing, Submit(node));
        node.Clock.Ms = 60_000; // long past a heartbeat
        Assert.Null(proposer.TryMake());
        Assert.Equal(BatchOutcome.Foreign, Next(node, TestChain.Batch(TestChain.Sign(TestChain.Body()))).Outcome);
    }

    [Fact]
    public void A_node_without_a_voting_key_takes_nothing()
    {
        var node = new NodeUnderTest();
        var view = new ChainView(node.Core.Chain, node.Core.Finality, validator: null);
        Assert.False(view.MayPropose);
        Assert.True(new ChainView(node.Core.Chain, node.Core.Finality, TestChain.ValidatorId(0)).MayPropose);
        Assert.False(new ChainView(node.Core.Chain, node.Core.Finality, TestChain.HashOf(9)).MayPropose);
    }

    [Fact]
    public void What_a_proposer_signed_is_counted_for_it()
    {
        var node = new NodeUnderTest();
        var good = TestChain.Sign(TestChain.Body());
        Assert.Equal((1, 0, 0, false), Counts(Next(node, TestChain.Batch(good))));
        Assert.Equal((0, 1, 0, false), Counts(Next(node, TestChain.Batch(good))));
        var report = Next(node, TestChain.Batch([7], TestChain.Sign(TestChain.Body(), TestChain.Guarantor),
            TestChain.Sign(TestChain.Body())));
        Assert.Equal((1, 0, 2, true), Counts(report));
        Assert.Equal((3UL, TestChain.ValidatorId(0), BatchOutcome.Counts), (report.Height, report.Proposer, report.Outcome));

        static (int, int, int, bool) Counts(BatchReport report) => (report.Landed, report.Refused, report.Unadmitted, report.IsSuspect);
    }

    [Fact]
    public void A_forged_batch_is_counted_as_forged()
    {
        var node = new NodeUnderTest();
        var step = node.Core.Apply(TestChain.Ordered(1, TestChain.Batch(TestChain.Sign(TestChain.Body())), signer: 1));
        Assert.Equal(new BatchReport(1, TestChain.ValidatorId(0), BatchOutcome.BadlySigned, 0, 0, 0), step.Batch);
        Assert.True(step.Batch!.IsSuspect);
    }

    [Fact]
    public void The_door_takes_so_many_batches_of_each_proposer_until_they_are_executed()
    {
        var node = new NodeUnderTest();
        var door = new ProposerDoor(TestChain.Genesis, () => node.Core.Chain.Head, TestChain.Verifier, batchesMax: 2);
        var (own, others) = (TestChain.Batch(), BatchOf(1));
        Assert.True(door.Admits(1, TestChain.Ordered(1, own)));
        Assert.True(door.Admits(2, TestChain.Ordered(2, own)));
        Assert.False(door.Admits(3, TestChain.Ordered(3, own)));
        Assert.True(door.Admits(3, TestChain.Ordered(3, others, signer: 1)));
        node.Apply();
        Assert.True(door.Admits(4, TestChain.Ordered(4, own)));
        Assert.False(door.Admits(5, TestChain.Ordered(5, own)));
    }

    [Fact]
    public void The_door_takes_nothing_that_would_not_count()
    {
        var node = new NodeUnderTest();
        var door = new ProposerDoor(TestChain.Genesis, () => node.Core.Chain.Head, TestChain.Verifier);
        Assert.False(door.Admits(1, new byte[] { 1 }));
        Assert.False(door.Admits(1, TestChain.Batch()));
        Assert.False(door.Admits(1, TestChain.Ordered(2, TestChain.Batch())));
        Assert.False(door.Admits(1, TestChain.Ordered(1, TestChain.Batch(), signer: 1)));
        Assert.False(door.Admits(1, TestChain.Ordered(1, new Batch { Proposer = ByteString.CopyFrom(new byte[32]) }.ToByteArray())));
        Assert.True(door.Admits(1, TestChain.Ordered(1, TestChain.Batch())));
    }

    private static byte[] BatchOf(int validator) =>
        new Batch { Proposer = ByteString.CopyFrom(TestChain.ValidatorId(validator).ToArray()) }.ToByteArray();

    private static BatchReport Next(NodeUnderTest node, byte[] batch)
    {
        node.ApplyBatch(batch);
        return node.Steps[^1].Batch!;
    }

    private static SignedTransaction Pooled(NodeUnderTest node)
    {
        var transaction = TestChain.Read(TestChain.Sign(TestChain.Body()));
        Assert.Equal(MempoolAddResult.Added, node.Core.Pool.TryAdd(transaction));
        return transaction;
    }

    private static RefusalCode Submit(NodeUnderTest node)
    {
        var admission = new AdmissionPipeline(TestChain.Genesis, TestChain.Verifier, node.Core.Pool);
        var view = new ChainView(node.Core.Chain, node.Core.Finality, TestChain.ValidatorId(0));
        return admission.Submit(TestChain.Sign(TestChain.Body()), view).Refused.Code;
    }
}
