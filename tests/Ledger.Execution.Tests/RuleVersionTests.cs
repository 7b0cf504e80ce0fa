using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema;
using Ledger.Storage;
using Ledger.TestConsortium;

namespace Ledger.Execution.Tests;

/// <summary>What rule versions change, block by block, and what a program makes of one that it does not know.</summary>
public sealed class RuleVersionTests
{
    private const uint Known = 4;

    // The attack: a validator signs two batches of one number, and the order shows each to some. Neither moves time, so the headers were
    // one; but from there on a proof of the newest height counts for those alone who were not shown it yet.
    [Theory]
    [InlineData(1u)]
    [InlineData(2u)]
    public void Two_batches_that_leave_time_at_other_proofs_make_two_blocks_since_version_2(uint version)
    {
        var (with, without) = (Under(version), Under(version));
        Assert.Equal(with.Chain.Head.Hash, without.Chain.Head.Hash);
        var start = with.Chain.Head.Header.Time;
        var one = with.Apply(TestChain.Batch(with.Certify(with.Chain.Head.Height, start - 9, start - 9, start - 9)));
        var other = without.Apply(TestChain.Batch());
        Assert.Equal((one.Header.Time, one.Header.RuleVersion), (other.Header.Time, version));
        Assert.NotEqual(one.Head.TimeProofHeight, other.Head.TimeProofHeight);
        Assert.Equal(version == 1, one.Head.Hash == other.Head.Hash);
    }

    [Fact]
    public void The_state_says_where_time_stands_since_version_2_and_an_auditor_finds_the_same()
    {
        var chain = new ExecutedChain();
        void MoveTime(long by)
        {
            var time = chain.Chain.Head.Header.Time + by;
            chain.Apply(TestChain.Batch(chain.Certify(chain.Chain.Head.Height, time, time, time)));
        }

        chain.Apply(TestChain.Batch());
        MoveTime(5);
        Assert.Null(chain.Chain.State.Get(TimePoint.Key));
        chain.Apply(TestChain.Batch(VotedChanges.NextRules(2)));
        Assert.Null(chain.Chain.State.Get(TimePoint.Key)); // the block itself is of version 1 still
        chain.Apply(TestChain.Batch(TestChain.Sign(TestChain.Body())));
        Assert.Equal(TimePoint.Value(1), chain.Chain.State.Get(TimePoint.Key));
        MoveTime(-5);
        Assert.Equal(TimePoint.Value(4), chain.Chain.State.Get(TimePoint.Key));
        MoveTime(7);
        chain.Apply(TestChain.Batch());
        Assert.Equal(TimePoint.Value(5), chain.Chain.State.Get(TimePoint.Key));

        using var replay = new TestReplay();
        for (ulong height = 1; height <= chain.Chain.Head.Height; height++)
        {
            Assert.Null(replay.Check(chain.Chain.Blocks.GetBlock(height)!, null));
        }

        Assert.Equal(chain.Chain.Head.Hash, replay.Hash);
        Assert.Equal(chain.Chain.Head.Hash, ExecutedChain.Open(chain.Store).Head.Hash);
    }

    // A program from before the call answers the same, so that old and new make one receipt; under version 3 the contract speaks.
    [Theory]
    [InlineData(2u, RefusalCode.UnknownCall)]
    [InlineData(3u, RefusalCode.UnknownCredential)]
    public void A_call_of_version_3_is_unknown_before_it_and_an_auditor_finds_the_same(uint version, RefusalCode code)
    {
        var commit = new CommitFields
        {
            SubjectUscc = TestChain.Guarantor.Uscc,
            RecordId = Google.Protobuf.ByteString.CopyFrom(new byte[16]),
            CommitmentsDigest = Google.Protobuf.ByteString.CopyFrom(new byte[32]),
        };
        var chain = Under(version);
        chain.Apply(TestChain.Batch(TestChain.Sign(TestChain.Body(
            body => body.Calls[0] = new Call { Credential = new CredentialCall { CommitFields = commit } }))));
        var block = chain.Chain.Blocks.GetBlock(chain.Chain.Head.Height)!;
        var receipt = Receipt.Parser.ParseFrom(Assert.Single(block.Receipts));
        Assert.Equal(code, (RefusalCode)receipt.Code);
        Assert.Equal(version == 2, receipt.Detail == "The call names no contract or no method that these rules know.");

        using var replay = new TestReplay();
        for (ulong height = 1; height <= chain.Chain.Head.Height; height++)
        {
            Assert.Null(replay.Check(chain.Chain.Blocks.GetBlock(height)!, null));
        }
    }

    [Fact]
    public void A_program_that_does_not_know_the_rules_stops_before_it_signs_and_so_does_an_auditor()
    {
        var chain = Under(Known);
        chain.Apply(TestChain.Batch(VotedChanges.NextRules(Known + 1)));
        var (height, next) = (chain.Chain.Head.Height, TestChain.Batch());
        var stopped = Assert.Throws<InvariantException>(() => chain.Apply(next));
        Assert.Contains(
            $"From block {height + 1} on the chain's rules are of version {Known + 1}", stopped.Message, StringComparison.Ordinal);
        Assert.Equal((height, height), (chain.Chain.Head.Height, ExecutedChain.Open(chain.Store).Head.Height)); // nothing is lost

        using var replay = new TestReplay();
        for (ulong at = 1; at <= height; at++)
        {
            Assert.Null(replay.Check(chain.Chain.Blocks.GetBlock(at)!, null));
        }

        var block = new Block
        {
            Header = chain.Chain.Blocks.GetBlock(height)!.Header,
            Batch = Google.Protobuf.ByteString.CopyFrom(TestChain.Ordered(height + 1, next)),
        };
        var words = Assert.Throws<InvalidDataException>(() => replay.Check(block, null)).Message;
        Assert.Contains("audit it with a newer one", words, StringComparison.Ordinal);
    }

    // The same blocks each time: what is signed for them was signed once.
    private static readonly Dictionary<uint, List<byte[]>> Batches = [];

    private static ExecutedChain Under(uint version)
    {
        lock (Batches)
        {
            if (!Batches.TryGetValue(version, out var batches))
            {
                batches = [];
                for (var next = 2u; next <= version; next++)
                {
                    batches.Add(TestChain.Batch(VotedChanges.NextRules(next)));
                }

                batches.Add(TestChain.Batch(TestChain.Sign(TestChain.Body())));
                Batches.Add(version, batches);
            }

            var chain = new ExecutedChain(new MemoryStore());
            batches.ForEach(batch => chain.Apply(batch));
            return chain;
        }
    }
}
