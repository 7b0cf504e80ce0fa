using Google.Protobuf;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Storage;
using Ledger.TestConsortium;

namespace Ledger.Execution.Tests;

public class BatchTests
{
    public static TheoryData<string> Unreadable => new(UnreadableBatches.Keys);

    private static readonly Dictionary<string, byte[]> UnreadableBatches = new(StringComparer.Ordinal)
    {
        ["nothing"] = [],
        ["noise"] = [0xFF, 0xFF, 0xFF],
        ["a batch cut short"] = TestChain.Batch(TestChain.Sign(TestChain.Body()))[..^1],
        ["a batch with a byte more"] = [.. TestChain.Batch(TestChain.Sign(TestChain.Body())), 0x78, 1],
        ["a proposer of 31 bytes"] = new Batch { Proposer = ByteString.CopyFrom(new byte[31]), Transactions = { ByteString.CopyFrom(TestChain.Sign(TestChain.Body())) } }.ToByteArray(),
    };

    [Theory]
    [MemberData(nameof(Unreadable))]
    public void An_unreadable_batch_is_an_empty_block_of_no_proposer(string name)
    {
        var chain = new ExecutedChain();
        var block = chain.Apply(UnreadableBatches[name]);
        Assert.Empty(block.Transactions);
        Assert.Equal((Digest.Zero, 1UL), (block.Header.Proposer, block.Header.Height));
        Assert.Equal(UnreadableBatches[name], chain.Chain.Blocks.GetBlock(1)!.Batch.ToByteArray());
    }

    [Fact]
    public void Every_node_comes_to_the_same_headers()
    {
        var (one, other) = (new ExecutedChain(), new ExecutedChain());
        for (var i = 0; i < 4; i++)
        {
            var batch = TestChain.Batch(i > 1 ? one.Certify((ulong)i - 1, TestChain.StartMs + i, TestChain.StartMs + i, TestChain.StartMs + i) : null, TestChain.Sign(TestChain.Body()));
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
        Assert.Equal((chain.Chain.Head.Hash, chain.Chain.Head.TimeProofHeight), (reopened.Chain.Head.Hash, reopened.Chain.Head.TimeProofHeight));
        var batch = TestChain.Batch(TestChain.Sign(TestChain.Body()));
        Assert.Equal(chain.Apply(batch).Hash, reopened.Apply(batch).Hash);
    }

    [Fact]
    public void A_block_that_is_not_written_leaves_the_chain_as_it_was()
    {
        var chain = new ExecutedChain();
        var head = chain.Chain.Head;
        chain.Chain.Execute(TestChain.Batch(TestChain.Sign(TestChain.Body())));
        Assert.Same(head, chain.Chain.Head);
        Assert.Null(chain.Chain.Blocks.GetBlock(1));
    }

    [Fact]
    public void A_block_read_back_says_what_it_said_when_it_was_executed()
    {
        var chain = new ExecutedChain();
        var block = chain.Apply(TestChain.Batch([.. RefusedTransactions.Names.Select(name => RefusedTransactions.Of(name).Bytes).Where(bytes => bytes.Length < 60_000), TestChain.Sign(TestChain.Body())]));
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
