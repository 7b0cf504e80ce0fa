using Google.Protobuf;
using Ledger.Execution;
using Ledger.Node.CatchUp;
using Ledger.Ordering;
using Ledger.Protocol.V1;
using Ledger.TestConsortium;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Node.Tests;

/// <summary>Final blocks that a node takes from others, and every way in which they may be wrong.</summary>
public sealed class FinalRunTests
{
    private readonly NodeUnderTest _ahead = new();

    public FinalRunTests()
    {
        for (var i = 0; i < 3; i++)
        {
            _ahead.Finalise();
        }
    }

    private static ChainHead Genesis => new NodeUnderTest().Core.Chain.Head;

    [Fact]
    public void A_node_that_begins_anew_takes_final_blocks_without_a_vote_of_its_own()
    {
        var node = new NodeUnderTest();
        var run = Check(node.Core.Chain.Head, FinalRuns.Gather(_ahead.Core, 1))!;
        Assert.Equal([1UL, 2UL, 3UL], run.Blocks.Select(block => block.Height));
        Assert.All(run.Blocks, block => Assert.NotNull(node.Core.ApplyCertified(block)));
        Assert.Equal(_ahead.Core.Chain.Head.Hash, node.Core.Chain.Head.Hash);
        var cut = node.Restarted(); // the power fails before the run is whole: others have it, and it begins again
        Assert.Equal(0UL, cut.Core.Chain.Head.Height);
        Assert.All(run.Blocks, block => Assert.NotNull(cut.Core.ApplyCertified(block, cut.Core.ReadAhead(block.Batch))));
        Assert.Equal(_ahead.Core.Chain.Head.Hash, cut.Core.Chain.Head.Hash);
        node.Core.EndRun(run.Certificate);
        Assert.Equal(3UL, node.Restarted().Core.Chain.Head.Height);
        Assert.Equal(3UL, node.Core.Finality.FinalHeight);
        Assert.Empty(node.Sent);
        Assert.Equal(0UL, node.Lock.Height);
        node.Apply(); // and from there on it votes
        Assert.Equal(4UL, node.Lock.Height);
    }

    [Fact]
    public void A_batch_that_makes_another_block_writes_nothing()
    {
        var node = new NodeUnderTest();
        var genuine = Check(node.Core.Chain.Head, FinalRuns.Gather(_ahead.Core, 1))!.Blocks;
        var writes = node.Store.SurvivingAfterCrash();
        Assert.Null(node.Core.ApplyCertified(genuine[0] with { Batch = TestChain.Ordered(1, TestChain.Batch([1, 2, 3])) }));
        Assert.Null(node.Core.ApplyCertified(genuine[0] with { Batch = new byte[] { 7 } }));
        Assert.Null(node.Core.ApplyCertified(genuine[1]));
        Assert.Equal(0UL, node.Core.Chain.Head.Height);
        Assert.Equal(0UL, new NodeUnderTest(writes).Core.Chain.Head.Height);
        Assert.NotNull(node.Core.ApplyCertified(genuine[0]));
    }

    public static TheoryData<string, string> Faults => new()
    {
        { "another height first", "header of block 1 " },
        { "one left out", "header of block 2 " },
        { "a header changed", "header of block 2 " },
        { "no header", "header of block 3 " },
        { "no certificate", "NoQuorum" },
        { "a certificate of a lower block", "OtherBlock" },
        { "votes of too few", "NoQuorum" },
        { "a forged vote", "BadSignature" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void What_does_not_hold_is_named(string fault, string words)
    {
        var run = FinalRuns.Gather(_ahead.Core, 1).Clone();
        switch (fault)
        {
            case "another height first":
                run.Blocks.RemoveAt(0);
                break;
            case "one left out":
                run.Blocks.RemoveAt(1);
                break;
            case "a header changed":
                var header = run.Blocks[0].Header.ToByteArray();
                header[50] ^= 1; // its time: the block's hash is another one, so the next does not follow
                run.Blocks[0].Header = ByteString.CopyFrom(header);
                break;
            case "no header":
                run.Blocks[2].Header = ByteString.Empty;
                break;
            case "no certificate":
                run.Certificate = new QuorumCertificate { Height = 3, BlockHash = run.Certificate.BlockHash };
                break;
            case "a certificate of a lower block":
                run.Certificate = _ahead.Core.Votes.ReadCertificate(2);
                break;
            case "votes of too few":
                run.Certificate.Votes.RemoveAt(0);
                break;
            default:
                run.Certificate.Votes[0].Time++;
                break;
        }

        Assert.Null(FinalRuns.Check(Genesis, TestChain.Genesis, TestChain.Verifier, run, "liar", out var named));
        Assert.Contains(words, named, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_there_is_no_fault_and_no_run()
    {
        Assert.All([0UL, 4UL, ulong.MaxValue], from => Assert.Empty(FinalRuns.Gather(_ahead.Core, from).Blocks));
        Assert.Null(Check(Genesis, new FinalRun()));
        _ahead.Apply(); // executed and not final
        Assert.Equal(3, FinalRuns.Gather(_ahead.Core, 1).Blocks.Count);
    }

    [Fact]
    public void A_run_ends_at_a_certificate_once_it_is_long_enough()
    {
        var node = new NodeUnderTest();
        for (var i = 0; i < FinalRuns.BlocksMax; i++)
        {
            node.Apply();
        }

        node.Vote((ulong)FinalRuns.BlocksMax, 1, 2); // one certificate for all of them
        node.Finalise();
        node.Finalise();
        Assert.Equal(FinalRuns.BlocksMax, FinalRuns.Gather(node.Core, 1).Blocks.Count);
        Assert.Equal((ulong)FinalRuns.BlocksMax, FinalRuns.Gather(node.Core, 1).Certificate.Height);
        Assert.Equal(3, FinalRuns.Gather(node.Core, (ulong)FinalRuns.BlocksMax).Blocks.Count);
    }

    [Fact]
    public async Task A_node_whose_order_is_gone_goes_on_from_the_others_and_names_who_lies()
    {
        var parts = new NodeUnderTest().Parts;
        var others = new Others(_ahead.Core);
        await using var runner = new NodeRunner(
            "late", parts with { FinalRuns = others, Pace = TimeProvider.System }, new NodeOptions(), new Gone(), NullLogger.Instance);
        runner.Start();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await runner.Core.Index.WaitForHeightAsync(3, patience.Token);
        Assert.Equal(_ahead.Core.Chain.Head.Hash, runner.Core.Chain.Head.Hash);
        Assert.Equal([2UL], others.Lies);
        Assert.False(runner.Halted.IsCompleted);
    }

    private static CheckedRun? Check(ChainHead head, FinalRun run)
    {
        var held = FinalRuns.Check(head, TestChain.Genesis, TestChain.Verifier, run, "another", out var fault);
        Assert.Null(fault);
        return held;
    }

    /// <summary>The first that is asked lies about block 2.</summary>
    private sealed class Others(INode node) : IFinalRuns
    {
        private bool _hasLied;

        internal List<ulong> Lies { get; } = [];

        public ValueTask<CheckedRun?> ReadAsync(ChainHead head, CancellationToken cancellationToken)
        {
            var run = Check(head, FinalRuns.Gather(node, head.Height + 1));
            if (run is null || _hasLied)
            {
                return ValueTask.FromResult(run);
            }

            _hasLied = true;
            var lie = run.Blocks[1] with { Batch = TestChain.Ordered(2, TestChain.Batch([9])) };
            return ValueTask.FromResult<CheckedRun?>(run with { Blocks = [run.Blocks[0], lie, run.Blocks[2]] });
        }

        public void OnLie(CheckedRun run, ulong height) => Lies.Add(height);
    }

    private sealed class Gone : IOrderer
    {
        public ValueTask<AppendResult> AppendAsync(ulong sequence, ReadOnlyMemory<byte> batch, CancellationToken cancellationToken) =>
            throw new OrderingException(OrderingError.Unavailable, "gone");

        public ValueTask<IReadOnlyList<ReadOnlyMemory<byte>>> ReadAsync(ulong from, int countMax, CancellationToken cancellationToken) =>
            throw new OrderingException(OrderingError.Dropped, "gone");

        public async ValueTask WaitAsync(ulong sequence, CancellationToken cancellationToken) =>
            await Task.Delay(Timeout.Infinite, cancellationToken);

        public void Release(string reader, ulong below)
        {
        }
    }
}
