using Google.Protobuf;
using Ledger.Protocol.V1;
using Ledger.TestConsortium;

namespace Ledger.Execution.Tests;

public class BlockTimeTests
{
    private static readonly long Start = TestChain.StartMs;

    public static TheoryData<string> Worthless => new(WorthlessProofs.Keys);

    private static readonly Dictionary<string, Func<ExecutedChain, QuorumCertificate?>> WorthlessProofs = new(StringComparer.Ordinal)
    {
        ["none"] = _ => null,
        ["empty"] = _ => new QuorumCertificate(),
        ["genesis"] = chain => Later(chain, 0),
        ["older than the last that counted"] = chain => Later(chain, 1),
        ["the last that counted, with later clocks"] = chain => Later(chain, 2),
        ["a block that is not there yet"] = chain => Changed(chain, one => one.Height = 4),
        ["another block's hash"] = _ => TestChain.Certificate(3, TestChain.HashOf(9), Start + 9_000, Start + 9_000, Start + 9_000),
        ["two votes"] = chain => chain.Certify(3, Start + 9_000, Start + 9_000),
        ["one vote thrice"] = chain => Changed(chain, one => one.Votes[1] = one.Votes[2] = one.Votes[0]),
        ["a clock changed after signing"] = chain => Changed(chain, one => one.Votes[0].Time++),
        ["an unknown validator"] = chain =>
            Changed(chain, one => one.Votes[2].Validator = ByteString.CopyFrom(TestChain.HashOf(255).ToArray())),
    };

    [Theory]
    [InlineData(new long[] { 5, 7, 9 }, 7)]
    [InlineData(new long[] { 9, 5, 7 }, 7)]
    [InlineData(new long[] { 5, 7, 9, 11 }, 7)]
    [InlineData(new long[] { 0, 7, 9_000_000 }, 7)]
    [InlineData(new long[] { 7, 7, 9_000_000_000 }, 7)]
    public void The_median_clock_of_the_certificate_becomes_block_time(long[] clocks, long expected)
    {
        var chain = new ExecutedChain();
        chain.Apply(TestChain.Batch());
        var block = chain.Apply(TestChain.Batch(chain.Certify(1, [.. clocks.Select(clock => Start + clock)])));
        Assert.Equal(Start + expected, block.Header.Time);
        Assert.Equal(1UL, block.Head.TimeProofHeight);
    }

    [Fact]
    public void Time_never_goes_back()
    {
        var chain = new ExecutedChain();
        chain.Apply(TestChain.Batch());
        var before = chain.Certify(1, Start - 5_000, Start - 5_000, Start - 5_000);
        var block = chain.Apply(TestChain.Batch(before));
        Assert.Equal((Start, 1UL), (block.Header.Time, block.Head.TimeProofHeight));
    }

    [Theory]
    [MemberData(nameof(Worthless))]
    public void A_proof_that_proves_nothing_newer_moves_no_time(string name)
    {
        var chain = new ExecutedChain();
        chain.Apply(TestChain.Batch());
        chain.Apply(TestChain.Batch());
        chain.Apply(TestChain.Batch(chain.Certify(2, Start + 10, Start + 10, Start + 10)));
        var block = chain.Apply(TestChain.Batch(WorthlessProofs[name](chain)));
        Assert.Equal((Start + 10, 2UL), (block.Header.Time, block.Head.TimeProofHeight));
    }

    [Fact]
    public void A_proof_counts_however_much_state_is_pruned_below_it()
    {
        var (kept, pruned) = (new ExecutedChain(), new ExecutedChain());
        foreach (var chain in new[] { kept, pruned })
        {
            for (var i = 0; i < 5; i++)
            {
                chain.Apply(TestChain.Batch(TestChain.Sign(TestChain.Body())));
            }
        }

        var write = new Storage.WriteSet();
        pruned.Chain.State.Prune(5, 10_000, write);
        pruned.Store.Write(write, durable: true);
        foreach (var chain in new[] { kept, pruned })
        {
            Assert.Equal(Start + 7, chain.Apply(TestChain.Batch(chain.Certify(2, Start + 7, Start + 7, Start + 7))).Header.Time);
        }
    }

    private static QuorumCertificate Later(ExecutedChain chain, ulong height) =>
        chain.Certify(height, Start + 9_000, Start + 9_000, Start + 9_000);

    private static QuorumCertificate Changed(ExecutedChain chain, Action<QuorumCertificate> change)
    {
        var certificate = Later(chain, 3);
        change(certificate);
        return certificate;
    }
}
