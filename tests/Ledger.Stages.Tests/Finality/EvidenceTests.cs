using Ledger.Protocol.V1;
using Ledger.TestConsortium;

namespace Ledger.Stages.Tests.Finality;

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

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_vote_for_another_block_is_kept_and_survives_a_crash(bool early)
    {
        var engine = new Engine();
        var vote = TestChain.Vote(2, 1, TestChain.HashOf(Engine.Other), Engine.Time);
        if (early)
        {
            Assert.Equal(VoteOutcome.Early, engine.Vote(vote));
            engine.Execute(1);
        }
        else
        {
            engine.Execute(1);
            Assert.Equal(VoteOutcome.Divergent, engine.Vote(vote));
        }

        var evidence = Assert.Single(new Engine(engine.Store.SurvivingAfterCrash()).Votes.ReadDivergences());
        Assert.Equal((1UL, TestChain.HashOf(Engine.Right), TestChain.HashOf(Engine.Other)),
            (evidence.Height, new(evidence.OwnBlockHash.Span), new(evidence.BlockHash.Span)));
        Assert.Equal([vote.Vote], evidence.Votes);
    }

    [Fact]
    public void A_quorum_for_another_block_is_kept_before_the_node_halts()
    {
        var voted = new Engine();
        voted.Execute(1);
        voted.Vote(0, 1, Engine.Other);
        voted.Vote(1, 1, Engine.Other);
        Assert.Throws<DivergenceException>(() => voted.Vote(2, 1, Engine.Other));
        Assert.Equal(3, Assert.Single(voted.Votes.ReadDivergences()).Votes.Count);

        var shown = new Engine();
        shown.Execute(1);
        var certificate = TestChain.Certificate(1, TestChain.HashOf(Engine.Other), Engine.Time, Engine.Time, Engine.Time);
        Assert.Throws<DivergenceException>(() => shown.Finality.OnCertificate(certificate));
        Assert.Equal(certificate.Votes, Assert.Single(shown.Votes.ReadDivergences()).Votes);
    }

    [Fact]
    public void Votes_for_other_blocks_are_bounded()
    {
        var engine = new Engine(options: new FinalityOptions { EvidenceMax = 1 });
        engine.Execute(1);
        engine.Execute(2);
        Assert.Equal(VoteOutcome.Divergent, engine.Vote(1, 1, Engine.Other));
        Assert.Equal(VoteOutcome.Divergent, engine.Vote(1, 2, Engine.Other));
        Assert.Equal(VoteOutcome.Divergent, engine.Vote(2, 1, Engine.Other));
        Assert.Equal(2, Assert.Single(engine.Votes.ReadDivergences()).Votes.Count);
    }
}
