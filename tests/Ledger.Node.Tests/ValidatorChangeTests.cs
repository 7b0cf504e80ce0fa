using Google.Protobuf;
using Ledger.Finality;
using Ledger.Protocol.V1;
using Ledger.TestConsortium;

namespace Ledger.Node.Tests;

/// <summary>A block that changes the validator set stands alone until the set before has said that it is final.</summary>
public class ValidatorChangeTests
{
    [Fact]
    public void Above_a_block_that_changes_the_set_nothing_is_executed_before_its_certificate()
    {
        var node = new NodeUnderTest();
        node.Apply(VotedChanges.Make());
        Assert.True(node.Core.Chain.Head.ChangesValidators);
        Assert.False(node.Core.CanApply);
        Assert.Throws<InvalidOperationException>(() => node.Apply());
        node.Vote(1, 1);
        Assert.False(node.Core.CanApply);
        node.Vote(1, 2);
        Assert.True(node.Core.CanApply);
        Assert.Equal(1UL, node.Core.Votes.ReadCertificate(1)!.Height);
        node.Apply();
        Assert.Equal(2UL, node.Core.Chain.Head.Height);
    }

    [Fact]
    public void The_next_sets_word_does_not_make_it_final()
    {
        var node = new NodeUnderTest();
        node.Apply(VotedChanges.Make());
        foreach (var validator in new[] { 0, 1, 2, 3 })
        {
            node.Core.Receive(new PeerMessage { Vote = TestChain.Vote(validator, 2, TestChain.HashOf(9), TestChain.StartMs) });
        }

        node.Core.Receive(
            new PeerMessage
            {
                Certificate = TestChain.Certificate(
                    2, TestChain.HashOf(9), TestChain.StartMs, TestChain.StartMs, TestChain.StartMs, TestChain.StartMs),
            });
        Assert.Equal(0UL, node.Core.Finality.FinalHeight);
        Assert.False(node.Core.CanApply);
    }

    [Fact]
    public void It_stands_alone_after_a_restart_too()
    {
        var node = new NodeUnderTest();
        node.Apply(VotedChanges.Make());
        var after = node.Restarted();
        Assert.False(after.Core.CanApply);
        after.Vote(1, 1, 2);
        Assert.True(after.Core.CanApply);
    }

    [Fact]
    public void Its_vote_is_repeated_until_it_is_final()
    {
        var node = new NodeUnderTest();
        node.Apply(VotedChanges.Make());
        node.Sent.Clear();
        node.Clock.Ms = 500;
        node.Core.Tick();
        Assert.Equal(1UL, Assert.Single(node.Sent).Vote.Height);
    }

    [Fact]
    public void Who_asks_gets_the_newest_certificate_within_what_it_has_executed()
    {
        var node = new NodeUnderTest();
        node.Finalise();
        node.Finalise();
        node.Finalise();
        Ask(node, above: 0, upTo: 2);
        Assert.Equal(2UL, Assert.Single(node.CertificatesSent).Height);
        Ask(node, above: 3, upTo: 9);
        Ask(node, above: ulong.MaxValue, upTo: ulong.MaxValue);
        node.Core.Receive(new PeerMessage { Wanted = new CertificateWanted { Node = ByteString.CopyFrom(new byte[31]), UpTo = 3 } });
        Assert.Single(node.CertificatesSent);
    }

    [Fact]
    public void A_node_without_a_vote_at_the_next_height_asks()
    {
        var voteLock = new MemoryVoteLock();
        voteLock.TryLock(9, TestChain.HashOf(9));
        var node = new NodeUnderTest(voteLock: voteLock);
        node.Apply();
        Assert.Empty(node.Sent);
        node.Clock.Ms = 500;
        node.Core.Tick();
        Assert.Equal((0UL, 1UL), (Assert.Single(node.Sent).Wanted.Above, node.Sent[0].Wanted.UpTo));
    }

    [Fact]
    public void An_auditor_wants_a_certificate_of_its_own_for_it()
    {
        var node = new NodeUnderTest();
        node.Finalise(VotedChanges.Make());
        node.Apply();
        var blocks = node.Core.Chain.Blocks;
        using var without = new TestReplay();
        Assert.Null(without.Check(blocks.GetBlock(1)!, null));
        Assert.Equal("quorum certificate", without.Check(blocks.GetBlock(2)!, null)!.What);
        using var with = new TestReplay();
        Assert.Null(with.Check(blocks.GetBlock(1)!, node.Core.Votes.ReadCertificate(1)));
        Assert.Null(with.Check(blocks.GetBlock(2)!, null));
    }

    [Fact]
    public void The_set_of_any_height_is_known_though_its_state_is_pruned()
    {
        var node = new NodeUnderTest(options: new NodeOptions { StateHeightsKept = 1 });
        var first = node.Core.Chain.Head.NextValidators.Hash;
        node.Finalise(VotedChanges.Make());
        for (var i = 0; i < 4; i++)
        {
            node.Apply();
            node.Vote(node.Core.Chain.Head.Height, 1, 2, 3);
        }

        Assert.True(node.Core.Chain.State.OldestVersion > 1);
        Assert.Equal(first, node.Core.Chain.ValidatorsFor(1).Hash);
        Assert.Equal(5, node.Core.Chain.ValidatorsFor(2).Ids.Count);
    }

    private static void Ask(NodeUnderTest node, ulong above, ulong upTo) => node.Core.Receive(new PeerMessage
    {
        Wanted = new CertificateWanted { Node = ByteString.CopyFrom(TestChain.ValidatorId(3).ToArray()), Above = above, UpTo = upTo },
    });
}
