using Ledger.Protocol.V1;
using Ledger.TestConsortium;

namespace Ledger.Stages.Tests.Finality;

/// <summary>What is said against a block that is final already: evidence, or a reason to halt, however late it comes.</summary>
public class FinalBlockTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void A_genuine_certificate_against_a_final_block_halts_the_node_and_leaves_evidence(ulong height)
    {
        var engine = Final(3);
        Assert.Throws<DivergenceException>(() => engine.Finality.OnCertificate(Certificate(height, Engine.Other)));
        Assert.Equal(3, engine.Finality.Equivocations);
        Assert.All(engine.Votes.ReadEvidence(), evidence => Assert.NotEqual(evidence.First.BlockHash, evidence.Second.BlockHash));
    }

    [Fact]
    public void So_it_does_of_a_height_that_was_final_before_a_restart()
    {
        var engine = Final(3);
        var after = new Engine(engine.Store) { Executed = engine.Executed };
        Assert.Throws<DivergenceException>(() => after.Finality.OnCertificate(Certificate(2, Engine.Other)));
        Assert.Equal(3, after.Finality.Equivocations);
    }

    [Fact]
    public void A_forged_certificate_against_a_final_block_changes_nothing()
    {
        var engine = Final(1);
        var forged = Certificate(1, Engine.Other);
        forged.Votes[0].Time++;
        Assert.False(engine.Finality.OnCertificate(forged));
        Assert.False(engine.Finality.OnCertificate(Certificate(1, Engine.Right)));
        Assert.Equal(0, engine.Finality.Equivocations);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(200)]
    public void A_vote_against_a_final_block_by_one_who_voted_for_it_is_evidence(ulong final)
    {
        var engine = Final(final);
        Assert.Equal(VoteOutcome.Equivocation, engine.Vote(1, 1, Engine.Other));
        Assert.Equal(TestChain.ValidatorId(1).ToArray(), Assert.Single(engine.Votes.ReadEvidence()).Second.Vote.Validator.ToByteArray());
        Assert.Equal(VoteOutcome.Equivocation, engine.Vote(1, 1, Engine.Other));
        Assert.Equal(1, engine.Finality.Equivocations);
    }

    [Fact]
    public void Two_late_votes_of_one_validator_are_evidence_though_neither_was_needed()
    {
        var engine = Final(1);
        Assert.Equal(VoteOutcome.Divergent, engine.Vote(3, 1, Engine.Other));
        Assert.Equal(VoteOutcome.Known, engine.Vote(3, 1, Engine.Other));
        Assert.Equal(VoteOutcome.Equivocation, engine.Vote(3, 1));
        Assert.Equal(1, engine.Finality.Equivocations);
    }

    [Fact]
    public void One_late_vote_against_a_block_that_votes_made_final_stops_nothing()
    {
        var engine = new Engine();
        engine.Execute(1);
        for (var validator = 0; validator < 3; validator++)
        {
            engine.Vote(validator, 1);
        }

        Assert.Equal(VoteOutcome.Divergent, engine.Vote(3, 1, Engine.Other));
        Assert.Equal(1UL, engine.Finality.FinalHeight);
    }

    [Fact]
    public void A_forged_vote_against_a_final_block_is_no_evidence()
    {
        var engine = Final(1);
        var forged = TestChain.Vote(1, 1, TestChain.HashOf(Engine.Other), Engine.Time);
        forged.Vote.Time++;
        Assert.Equal(VoteOutcome.Invalid, engine.Vote(forged));
        Assert.Equal(0, engine.Finality.Equivocations);
    }

    private static Engine Final(ulong height)
    {
        var engine = new Engine();
        for (var next = 1UL; next <= height; next++)
        {
            engine.Execute(next);
            Assert.True(engine.Finality.OnCertificate(Certificate(next, Engine.Right)));
        }

        return engine;
    }

    private static QuorumCertificate Certificate(ulong height, byte block) =>
        TestChain.Certificate(height, TestChain.HashOf(block), Engine.Time, Engine.Time, Engine.Time);
}
