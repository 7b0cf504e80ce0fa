using Google.Protobuf;
using Ledger.Finality;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.TestConsortium;

namespace Ledger.Node.Tests;

/// <summary>A height whose blocks cannot become final, and how the validators settle it (docs/adr/0043).</summary>
public class SettlingTests
{
    private const ulong Stuck = StuckConsortium.StuckHeight;
    private readonly StuckConsortium _world = new();

    [Fact]
    public void Two_and_two_make_nothing_final_however_often_they_say_it_again()
    {
        _world.Repeat();
        _world.Repeat();
        Assert.All(_world.Nodes, node => Assert.Equal((Stuck - 1, false), (node.Finality.FinalHeight, node.CanApply)));
    }

    [Fact]
    public void Once_all_declared_for_one_block_all_go_on_above_it_and_it_is_final_with_the_first_certificate()
    {
        var (settled, other) = (_world.BlockOf(0), _world.BlockOf(2));
        var settlement = Settlements.Of([.. Enumerable.Range(0, 4).Select(node => _world.Declare(node, settled))]);
        Assert.Equal(2, settlement.Declarations.Count(one => new Digest(one.Voted.Span) == settled));
        Assert.Equal(2, settlement.Declarations.Count(one => new Digest(one.Voted.Span) == other));
        _world.Restart(0, settlement);
        _world.Restart(1, settlement);
        var halted = Assert.Throws<DivergenceException>(() => _world.Restart(2, settlement));
        Assert.Contains("start again on an empty one", halted.Message, StringComparison.Ordinal);
        foreach (var node in new[] { 2, 3 })
        {
            _world.BeginAnew(node, from: 0, settlement);
            for (var height = Stuck; height < Stuck + StuckConsortium.AheadMax; height++)
            {
                // The order may show it what it showed it before.
                _world.Apply([node], height == Stuck ? TestChain.Ordered(Stuck, TestChain.Batch([9])) : StuckConsortium.Empty(height));
            }
        }

        _world.Votes.Clear();
        Assert.All(_world.Nodes, node => Assert.Equal((Stuck - 1, true), (node.Finality.FinalHeight, node.CanApply)));
        var next = Stuck + StuckConsortium.AheadMax;
        _world.ApplyAll(StuckConsortium.Empty(next));
        Assert.All(_world.Nodes, node => Assert.Equal((next, settled), (node.Finality.FinalHeight, node.Chain.HashOf(Stuck))));
        Assert.All(_world.Votes, said => Assert.Equal(next, said.Vote.Height)); // who voted for the other block signs nothing twice
        Assert.All(_world.Nodes, node => Assert.Equal(0, node.Finality.Equivocations));
    }

    [Fact]
    public void Where_the_locks_of_two_were_lost_a_settled_height_leads_above_what_they_abstain_through()
    {
        var settled = _world.BlockOf(0);
        foreach (var node in new[] { 2, 3 })
        {
            _world.LoseLock(node);
            _world.BeginAnew(node, from: 0, null);
            for (var height = Stuck; height < Stuck + StuckConsortium.AheadMax; height++)
            {
                _world.Apply([node], StuckConsortium.Empty(height));
            }
        }

        _world.Repeat();
        Assert.All(_world.Nodes, node => Assert.Equal((Stuck - 1, false), (node.Finality.FinalHeight, node.CanApply)));
        var settlement = Settlements.Of([.. Enumerable.Range(0, 4).Select(node => _world.Declare(node, settled))]);
        foreach (var node in Enumerable.Range(0, 4))
        {
            _world.Restart(node, settlement);
        }

        var end = Stuck + FileVoteLock.LostLockMargin;
        for (var height = Stuck + StuckConsortium.AheadMax; height <= end; height++)
        {
            Assert.All(_world.Nodes, node => Assert.Equal((Stuck - 1, true), (node.Finality.FinalHeight, node.CanApply)));
            _world.ApplyAll(StuckConsortium.Empty(height));
        }

        Assert.All(_world.Nodes, node => Assert.Equal((end, settled), (node.Finality.FinalHeight, node.Chain.HashOf(Stuck))));
    }

    [Fact]
    public void A_vow_keeps_votes_back_above_the_other_block()
    {
        var voteLock = new MemoryVoteLock();
        Assert.True(voteLock.TryVow(new SettleVow(1, TestChain.HashOf(1))));
        var node = new NodeUnderTest(voteLock: voteLock);
        node.Apply();
        node.Apply();
        Assert.Empty(node.Sent);
        node.Vote(1, 1, 2, 3);
        node.Apply(); // it is final against the vow: the consortium has decided
        Assert.Equal(3UL, Assert.Single(node.Sent).Vote.Height);
    }

    [Fact]
    public void A_validator_declares_for_one_block_of_a_height()
    {
        var first = _world.Declare(1, _world.BlockOf(0));
        Assert.Equal(first, _world.Declare(1, _world.BlockOf(0)));
        var error = Assert.Throws<SettlementException>(() => _world.Declare(1, _world.BlockOf(2)));
        Assert.Contains(_world.BlockOf(0).ToString(), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Who_does_not_hold_all_its_votes_says_so()
    {
        _world.BeginAnew(3, from: 0, null);
        Assert.Equal(Settlements.Unknown, new Digest(_world.Declare(3, _world.BlockOf(0)).Voted.Span));
        Assert.Equal(Digest.Zero, Settling.VotedAt(_world.Nodes[3], Stuck - 1));
    }

    [Fact]
    public void A_batch_that_makes_another_block_halts_the_node()
    {
        var settlement = Declared(_world.BlockOf(0));
        var bringer = settlement.Declarations.Single(one => !one.Batch.IsEmpty);
        bringer.Batch = ByteString.CopyFrom(TestChain.Ordered(Stuck, TestChain.Batch([7])));
        _world.BeginAnew(2, from: 0, settlement);
        Assert.Throws<DivergenceException>(() => _world.Nodes[2].Apply(StuckConsortium.Empty(Stuck)));
        Assert.Equal(Stuck - 1, _world.Nodes[2].Chain.Head.Height);
    }

    [Fact]
    public void Declarations_that_do_not_suffice_halt_the_node_that_is_told_to_take_them()
    {
        var settlement = Settlements.Of([_world.Declare(0, _world.BlockOf(0)), _world.Declare(1, _world.BlockOf(0))]);
        var error = Assert.Throws<SettlementException>(() => _world.Restart(0, settlement));
        Assert.Equal(SettlementError.NoQuorum, error.Error);
        _world.BeginAnew(2, from: 0, settlement);
        Assert.Throws<SettlementException>(() => _world.Nodes[2].Apply(StuckConsortium.Empty(Stuck)));
    }

    [Fact]
    public void A_block_that_is_final_stands_whatever_was_settled()
    {
        var settlement = Declared(_world.BlockOf(0));
        _world.Nodes[2].Receive(new PeerMessage
        {
            Certificate = TestChain.Certificate(Stuck, _world.BlockOf(2), TestChain.StartMs, TestChain.StartMs, TestChain.StartMs),
        });
        Assert.Equal(Stuck, _world.Nodes[2].Finality.FinalHeight);
        var error = Assert.Throws<DivergenceException>(() => _world.Restart(2, settlement));
        Assert.Contains("has signed both", error.Message, StringComparison.Ordinal);
    }

    public static TheoryData<string, SettlementError> Faults => new()
    {
        { "none", SettlementError.Count },
        { "whole", SettlementError.None },
        { "three of four", SettlementError.None },
        { "three of four, two of them for the other", SettlementError.AnotherMayBeFinal },
        { "two of four", SettlementError.NoQuorum },
        { "all, two unknown, one for the other", SettlementError.AnotherMayBeFinal },
        { "all unknown", SettlementError.AnotherMayBeFinal },
        { "another's block", SettlementError.OtherBlock },
        { "another height", SettlementError.OtherBlock },
        { "a short hash", SettlementError.OtherBlock },
        { "a stranger", SettlementError.UnknownValidator },
        { "one twice", SettlementError.OutOfOrder },
        { "another's signature", SettlementError.BadSignature },
        { "a vote changed", SettlementError.BadSignature },
        { "no batch", SettlementError.NoBatch },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void Declarations_are_held_against_each_rule(string fault, SettlementError expected)
    {
        var (a, b) = (TestChain.HashOf(1), TestChain.HashOf(2));
        var settlement = Settlements.Of(fault switch
        {
            "none" => [],
            "three of four" => [Made(0, a), Made(1, a), Made(2, b)],
            "three of four, two of them for the other" => [Made(0, a), Made(1, b), Made(2, b)],
            "two of four" => [Made(0, a), Made(1, a)],
            "all, two unknown, one for the other" =>
                [Made(0, a), Made(1, Settlements.Unknown), Made(2, Settlements.Unknown), Made(3, b)],
            "all unknown" => [.. Enumerable.Range(0, 4).Select(one => Made(one, Settlements.Unknown))],
            "one twice" => [Made(0, a), Made(1, a), Made(1, a), Made(2, b)],
            _ => [Made(0, a), Made(1, a), Made(2, b), Made(3, Digest.Zero)],
        });
        var last = settlement.Declarations.LastOrDefault();
        switch (fault)
        {
            case "another's block": last!.BlockHash = ByteString.CopyFrom(b.ToArray()); break;
            case "another height": last!.Height++; break;
            case "a short hash": last!.Voted = ByteString.CopyFrom(1); break;
            case "a stranger": last!.Validator = ByteString.CopyFrom(b.ToArray()); break;
            case "another's signature": last!.Signature = settlement.Declarations[0].Signature; break;
            case "a vote changed": last!.Voted = ByteString.CopyFrom(TestChain.HashOf(5).ToArray()); break;
            case "no batch": settlement.Declarations.Single(one => !one.Batch.IsEmpty).Batch = ByteString.Empty; break;
            default: break;
        }

        Assert.Equal(
            expected, Settlements.Check(settlement, TestChain.Genesis.ChainId, TestChain.Genesis.Validators, TestChain.Verifier));
    }

    [Fact]
    public void Files_of_declarations_are_read_in_one_form_alone()
    {
        var one = Made(0, TestChain.HashOf(1)).ToByteArray();
        Assert.NotNull(Settlements.TryRead(one));
        Assert.Null(Settlements.TryRead([]));
        Assert.Null(Settlements.TryRead([.. one, 0x3a, 0x00])); // a field that nobody knows
        Assert.Null(Settlements.TryRead(one.AsSpan(0, one.Length - 1)));
        Assert.Null(Settlements.TryRead(new byte[Settlements.DeclarationBytesMax + 1]));
        Assert.NotNull(Settlements.TryReadAll(Settlements.Of([Made(0, TestChain.HashOf(1))]).ToByteArray()));
        Assert.Null(Settlements.TryReadAll(new Settlement { Declarations = { new SettleDeclaration() } }.ToByteArray()));
    }

    private Settlement Declared(Digest block) => Settlements.Of([.. Enumerable.Range(0, 3).Select(node => _world.Declare(node, block))]);

    private static SettleDeclaration Made(int validator, Digest voted)
    {
        var made = new Voter(
            TestChain.Genesis.ChainId, TestChain.ValidatorId(validator), TestChain.SignerOf(validator), TimeProvider.System,
            new MemoryVoteLock()).Declare(new SettleVow(4, TestChain.HashOf(1)), voted)!;
        made.Batch = ByteString.CopyFrom(1, 2, 3);
        return made;
    }
}
