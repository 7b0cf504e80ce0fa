using Google.Protobuf;
using Ledger.Protocol.V1;
using Ledger.TestConsortium;

namespace Ledger.Stages.Tests.Finality;

public class VoteTests
{
    public static TheoryData<string> Spoilt => new(SpoiltVotes.Keys);

    private static readonly Dictionary<string, Action<SignedVote>> SpoiltVotes = new(StringComparer.Ordinal)
    {
        ["no vote"] = vote => vote.Vote = null,
        ["a validator's id of 31 bytes"] = vote => vote.Vote.Validator = ByteString.CopyFrom(new byte[31]),
        ["an unknown validator"] = vote => vote.Vote.Validator = ByteString.CopyFrom(new byte[32]),
        ["a hash of 31 bytes"] = vote => vote.BlockHash = ByteString.CopyFrom(new byte[31]),
        ["a time before 1970"] = vote => vote.Vote.Time = -1,
        ["another time than signed"] = vote => vote.Vote.Time++,
        ["another height than signed"] = vote => vote.Height++,
        ["another hash than signed"] = vote => vote.BlockHash = ByteString.CopyFrom(TestChain.HashOf(9).ToArray()),
        ["another's name"] = vote => vote.Vote.Validator = ByteString.CopyFrom(TestChain.ValidatorId(2).ToArray()),
        ["no signature"] = vote => vote.Vote.Signature = ByteString.Empty,
    };

    [Theory]
    [InlineData(1, 2, false)]
    [InlineData(1, 3, true)]
    [InlineData(1, 4, true)]
    public void More_than_two_thirds_make_a_block_final(ulong height, int votes, bool isFinal)
    {
        var engine = new Engine();
        engine.Execute(height);
        for (var validator = 0; validator < votes; validator++)
        {
            Assert.Equal(validator < 3 ? VoteOutcome.Counted : VoteOutcome.BelowFinal, engine.Vote(validator, height));
        }

        Assert.Equal(isFinal ? height : 0, engine.Finality.FinalHeight);
    }

    [Fact]
    public void One_validator_counts_once()
    {
        var engine = new Engine();
        engine.Execute(1);
        Assert.Equal(VoteOutcome.Counted, engine.Vote(0, 1));
        Assert.Equal(VoteOutcome.Counted, engine.Vote(1, 1));
        Assert.Equal(VoteOutcome.Known, engine.Vote(1, 1));
        Assert.Equal(0UL, engine.Finality.FinalHeight);
    }

    [Theory]
    [MemberData(nameof(Spoilt))]
    public void A_vote_that_is_not_genuine_does_not_count(string name)
    {
        var engine = new Engine();
        engine.Execute(1);
        engine.Execute(2);
        var vote = TestChain.Vote(1, 1, TestChain.HashOf(Engine.Right), Engine.Time);
        SpoiltVotes[name](vote);
        Assert.Equal(VoteOutcome.Invalid, engine.Vote(vote));
        engine.Vote(0, 1);
        engine.Vote(2, 1);
        Assert.Equal(0UL, engine.Finality.FinalHeight);
    }

    [Fact]
    public void A_certificate_finalises_all_below()
    {
        var engine = new Engine();
        for (ulong height = 1; height <= 3; height++)
        {
            engine.Execute(height);
        }

        for (var validator = 0; validator < 3; validator++)
        {
            engine.Vote(validator, 3);
        }

        Assert.Equal(3UL, engine.Finality.FinalHeight);
        Assert.Equal(VoteOutcome.BelowFinal, engine.Vote(0, 2));
        Assert.Equal(3UL, engine.Votes.ReadCertificateFrom(1)!.Height);
    }

    [Fact]
    public void Votes_that_come_early_count_once_the_block_is_executed()
    {
        var engine = new Engine();
        for (var validator = 1; validator < 4; validator++)
        {
            Assert.Equal(VoteOutcome.Early, engine.Vote(validator, 1));
        }

        Assert.Equal(0UL, engine.Finality.FinalHeight);
        Assert.True(engine.Execute(1));
        Assert.Equal(1UL, engine.Finality.FinalHeight);
    }

    [Fact]
    public void A_forged_early_vote_neither_counts_nor_keeps_the_genuine_one_out()
    {
        var engine = new Engine();
        var forged = TestChain.Vote(0, 1, TestChain.HashOf(Engine.Right), Engine.Time);
        forged.Vote.Validator = ByteString.CopyFrom(TestChain.ValidatorId(3).ToArray());
        Assert.Equal(VoteOutcome.Early, engine.Vote(forged));
        engine.Vote(0, 1);
        engine.Vote(1, 1);
        Assert.False(engine.Execute(1));
        Assert.Equal(VoteOutcome.Counted, engine.Vote(3, 1));
        Assert.Equal(1UL, engine.Finality.FinalHeight);
    }

    [Fact]
    public void Early_votes_under_made_up_ids_are_not_kept()
    {
        var engine = new Engine();
        var vote = TestChain.Vote(0, 5, TestChain.HashOf(Engine.Right), Engine.Time);
        vote.Vote.Validator = ByteString.CopyFrom(TestChain.HashOf(77).ToArray());
        Assert.Equal(VoteOutcome.Invalid, engine.Vote(vote));
    }

    [Theory]
    [InlineData(8, VoteOutcome.Early)]
    [InlineData(9, VoteOutcome.TooFarAhead)]
    [InlineData(ulong.MaxValue, VoteOutcome.TooFarAhead)]
    [InlineData(0, VoteOutcome.BelowFinal)]
    public void Votes_are_kept_up_to_a_limit(ulong height, VoteOutcome expected) =>
        Assert.Equal(expected, new Engine(options: new FinalityOptions { HeightsMax = 8 }).Vote(0, height));

    [Fact]
    public void A_single_vote_for_another_block_is_divergent_and_stops_nothing()
    {
        var engine = new Engine();
        engine.Execute(1);
        Assert.Equal(VoteOutcome.Divergent, engine.Vote(3, 1, Engine.Other));
        Assert.Equal(VoteOutcome.Counted, engine.Vote(0, 1));
    }
}
