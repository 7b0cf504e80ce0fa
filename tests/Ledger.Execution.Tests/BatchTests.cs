using Google.Protobuf;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Storage;
using Ledger.TestConsortium;

namespace Ledger.Execution.Tests;

public class BatchTests
{
    public static TheoryData<string> Uncounted => new(UncountedBatches.Keys);

    private static readonly byte[] Good = TestChain.Batch(TestChain.Sign(TestChain.Body()));

    private static readonly Dictionary<string, (BatchOutcome Outcome, byte[] Ordered)> UncountedBatches = new(StringComparer.Ordinal)
    {
        ["nothing"] = (BatchOutcome.Unreadable, []),
        ["noise"] = (BatchOutcome.Unreadable, [0xFF, 0xFF, 0xFF]),
        ["a batch cut short"] = (BatchOutcome.Unreadable, TestChain.Ordered(1, Good)[..^1]),
        ["a batch with a byte more"] = (BatchOutcome.Unreadable, [.. TestChain.Ordered(1, Good), 0x78, 1]),
        ["a signed batch with a byte more"] = (BatchOutcome.Unreadable, TestChain.Ordered(1, [.. Good, 0x78, 1])),
        ["a proposer of 31 bytes"] = (BatchOutcome.Unreadable, TestChain.Ordered(1, Named(new byte[31]))),
        ["a batch without its signature"] = (BatchOutcome.BadlySigned, BatchBytes.Ordered(Good, Array.Empty<byte>())),
        ["a bare batch"] = (BatchOutcome.Unreadable, Good),
        ["a batch of no validator"] = (BatchOutcome.Foreign, TestChain.Ordered(1, Named(new byte[32]))),
        ["a batch in another's name"] = (BatchOutcome.BadlySigned, TestChain.Ordered(1, Good, signer: 1)),
        ["a batch of the place before"] = (BatchOutcome.BadlySigned, TestChain.Ordered(0, Good)),
        ["a batch of the next place"] = (BatchOutcome.BadlySigned, TestChain.Ordered(2, Good)),
        ["a batch that was changed"] = (BatchOutcome.BadlySigned, Changed()),
        ["a signature by a receipt's key"] = (BatchOutcome.BadlySigned,
            BatchBytes.Ordered(Good, TestChain.SignerOf(0).Sign(SignPurposes.DepositReceipt.Over(Digest.Zero)))),
    };

    [Theory]
    [MemberData(nameof(Uncounted))]
    public void A_batch_that_does_not_count_is_an_empty_block_of_no_proposer(string name)
    {
        var (outcome, ordered) = UncountedBatches[name];
        var chain = new ExecutedChain();
        var block = chain.ApplyOrdered(ordered);
        Assert.Empty(block.Transactions);
        Assert.Equal((outcome, Digest.Zero, 1UL), (block.BatchOutcome, block.Header.Proposer, block.Header.Height));
        Assert.Equal(ordered, chain.Chain.Blocks.GetBlock(1)!.Batch.ToByteArray());
        Assert.Empty(chain.Chain.ReadTransactions(1));
        Assert.Null(BatchBytes.Counted(block.Header, ordered));
        using var replay = new TestReplay();
        Assert.Null(replay.Check(chain.Chain.Blocks.GetBlock(1)!, null));
    }

    [Fact]
    public void A_batch_counts_at_its_own_place_alone()
    {
        var chain = new ExecutedChain();
        var ordered = TestChain.Ordered(1, Good);
        var first = chain.ApplyOrdered(ordered);
        Assert.Equal((BatchOutcome.Counts, TestChain.ValidatorId(0), TestChain.ValidatorId(0), 1),
            (first.BatchOutcome, first.Header.Proposer, first.NamedProposer, first.Transactions.Count));
        Assert.NotNull(BatchBytes.Counted(first.Header, ordered));
        var again = chain.ApplyOrdered(ordered);
        Assert.Equal((BatchOutcome.BadlySigned, TestChain.ValidatorId(0), 0),
            (again.BatchOutcome, again.NamedProposer, again.Transactions.Count));
    }

    [Fact]
    public void The_time_proof_of_a_batch_that_does_not_count_moves_no_time()
    {
        var chain = new ExecutedChain();
        chain.Apply(TestChain.Batch());
        var later = TestChain.StartMs + 5_000;
        var proving = TestChain.Batch(chain.Certify(1, later, later, later));
        Assert.Equal(TestChain.StartMs, chain.ApplyOrdered(TestChain.Ordered(9, proving)).Header.Time);
        Assert.Equal(later, chain.Apply(proving).Header.Time);
    }

    private static byte[] Named(byte[] proposer)
    {
        var transaction = ByteString.CopyFrom(TestChain.Sign(TestChain.Body()));
        return new Batch { Proposer = ByteString.CopyFrom(proposer), Transactions = { transaction } }.ToByteArray();
    }

    // The same length, so that it is read.
    private static byte[] Changed()
    {
        var signed = SignedBatch.Parser.ParseFrom(TestChain.Ordered(1, Good));
        var batch = signed.Batch.ToByteArray();
        batch[^1] ^= 1;
        return BatchBytes.Ordered(batch, signed.Signature.Memory);
    }

    [Fact]
    public void Every_node_comes_to_the_same_headers()
    {
        var (one, other) = (new ExecutedChain(), new ExecutedChain());
        for (var i = 0; i < 4; i++)
        {
            var batch = TestChain.Batch(
                i > 1 ? one.Certify((ulong)i - 1, TestChain.StartMs + i, TestChain.StartMs + i, TestChain.StartMs + i) : null,
                TestChain.Sign(TestChain.Body()));
            Assert.Equal(one.Apply(batch).Hash, other.Apply(batch).Hash);
        }
    }

    [Fact]
    public void Opened_again_the_chain_goes_on_as_if_it_had_never_stopped()
    {
        var chain = new ExecutedChain();
        chain.Apply(TestChain.Batch(TestChain.Sign(TestChain.Body())));
        chain.Apply(TestChain.Batch(chain.Certify(1, TestChain.StartMs + 5, TestChain.StartMs + 5, TestChain.StartMs + 5)));
        var reopened = new ExecutedChain(chain.Store.SurvivingAfterCrash());
        Assert.Equal(
            (chain.Chain.Head.Hash, chain.Chain.Head.TimeProofHeight), (reopened.Chain.Head.Hash, reopened.Chain.Head.TimeProofHeight));
        var batch = TestChain.Batch(TestChain.Sign(TestChain.Body()));
        Assert.Equal(chain.Apply(batch).Hash, reopened.Apply(batch).Hash);
    }

    [Fact]
    public void A_block_that_is_not_written_leaves_the_chain_as_it_was()
    {
        var chain = new ExecutedChain();
        var head = chain.Chain.Head;
        chain.Execute(TestChain.Batch(TestChain.Sign(TestChain.Body())));
        Assert.Same(head, chain.Chain.Head);
        Assert.Null(chain.Chain.Blocks.GetBlock(1));
    }

    [Fact]
    public void A_block_read_back_says_what_it_said_when_it_was_executed()
    {
        var chain = new ExecutedChain();
        var block = chain.Apply(
            TestChain.Batch(
                [
                    .. RefusedTransactions.Names.Select(name => RefusedTransactions.Of(name).Bytes).Where(bytes => bytes.Length < 60_000),
                    TestChain.Sign(TestChain.Body()),
                ]));
        Assert.Equal(
            block.Transactions.Select(one => (one.Transaction?.Id, Convert.ToHexString(one.ReceiptBytes))),
            chain.Chain.ReadTransactions(1).Select(one => (one.Transaction?.Id, Convert.ToHexString(one.ReceiptBytes.Span))));
    }

    [Fact]
    public void A_head_without_its_block_is_refused_as_damage()
    {
        var chain = new ExecutedChain();
        chain.Apply(TestChain.Batch());
        var write = new WriteSet();
        write.Delete(StoreTable.Blocks, [0, 0, 0, 0, 0, 0, 0, 1]);
        chain.Store.Write(write, durable: true);
        Assert.Equal(StorageError.Corrupt, Assert.Throws<StorageException>(() => ExecutedChain.Open(chain.Store)).Error);
    }
}
