using Ledger.Protocol.V1;
using Ledger.TestConsortium;

namespace Ledger.Finality.Tests;

public class EvidenceTests
{
    [Fact]
    public void Two_blocks_signed_at_one_height_are_kept_as_evidence_that_survives_a_crash()
    {
        var engine = new Engine();
        engine.Execute(1);
        var first = TestChain.Vote(2, 1, TestChain.HashOf(Engine.Right), Engine.Time);
        var second = TestChain.Vote(2, 1, TestChain.HashOf(Engine.Other), Engine.Time);
        Assert.Equal(VoteOutcome.Counted, engine.Vote(first));
        Assert.Equal(VoteOutcome.Equivocation, engine.Vote(second));
        var after = new Engine(engine.Store.SurvivingAfterCrash());
        Assert.Equal(1, after.Finality.Equivocations);
        Assert.Equal([new EquivocationEvidence { First = first, Second = second }], after.Votes.ReadEvidence());
    }

    [Fact]
    public void The_first_vote_goes_on_to_count()
    {
        var engine = new Engine();
        engine.Execute(1);
        engine.Vote(2, 1);
        engine.Vote(2, 1, Engine.Other);
        engine.Vote(0, 1);
        engine.Vote(1, 1);
        Assert.Equal(1UL, engine.Finality.FinalHeight);
    }

    [Fact]
    public void Another_time_for_the_same_block_is_no_evidence()
    {
        var engine = new Engine();
        engine.Execute(1);
        engine.Vote(2, 1);
        Assert.Equal(VoteOutcome.Known, engine.Vote(TestChain.Vote(2, 1, TestChain.HashOf(Engine.Right), Engine.Time + 1)));
        Assert.Equal(0, engine.Finality.Equivocations);
    }

    [Fact]
    public void Evidence_is_bounded()
    {
        var engine = new Engine(options: new FinalityOptions { EvidenceMax = 1 });
        engine.Execute(1);
        foreach (var validator in new[] { 1, 2 })
        {
            engine.Vote(validator, 1);
            Assert.Equal(VoteOutcome.Equivocation, engine.Vote(validator, 1, Engine.Other));
        }

        Assert.Single(engine.Votes.ReadEvidence());
    }
}
