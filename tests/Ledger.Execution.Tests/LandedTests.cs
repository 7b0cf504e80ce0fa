using Ledger.Protocol;
using Ledger.Schema;
using Ledger.Storage;
using Ledger.TestConsortium;

namespace Ledger.Execution.Tests;

/// <summary>The mark and the entry of what has landed, and how long the entry stays.</summary>
public class LandedTests
{
    private const long DayMs = LandedTransactions.KeptMs;

    [Fact]
    public void What_lands_is_marked_and_entered_with_its_place_and_signature()
    {
        var chain = new ExecutedChain();
        var bytes = TestChain.Sign(TestChain.Body());
        var block = chain.Apply(TestChain.Batch([9], bytes, bytes));
        Assert.Equal([(false, 0u), (true, 1u), (false, 0u)], block.Transactions.Select(one => (one.Receipt.Landed, one.Receipt.Index)));

        var transaction = TestChain.Read(bytes);
        var leaf = MerkleTree.LeafHash(TestChain.Genesis.Hasher, [.. transaction.Id.ToArray(), .. transaction.Signature.Span]);
        Assert.Equal(LandedTransactions.Value(1, 1, leaf), Entry(chain, transaction));
        Assert.Single(Entries(chain));
    }

    [Fact]
    public void What_lands_and_is_refused_by_its_calls_is_entered_too()
    {
        var chain = new ExecutedChain();
        var bytes = TestChain.Sign(TestChain.Body(body => body.Calls.Add(body.Calls[0].Clone())));
        Assert.True(Assert.Single(chain.Apply(TestChain.Batch(bytes)).Transactions).Receipt.Landed);
        Assert.NotNull(Entry(chain, TestChain.Read(bytes)));
    }

    [Theory]
    [MemberData(nameof(TransactionTests.Refused), MemberType = typeof(TransactionTests))]
    public void What_does_not_land_is_neither(string name)
    {
        var chain = new ExecutedChain();
        var refused = Assert.Single(chain.Apply(TestChain.Batch(RefusedTransactions.Of(name).Bytes)).Transactions);
        var lands = (RefusalCode)refused.Receipt.Code == RefusalCode.UnknownCall; // a call's refusal
        Assert.Equal(lands, refused.Receipt.Landed);
        Assert.Equal(lands ? 1 : 0, Entries(chain).Count);
    }

    [Fact]
    public void The_entry_outlives_a_restart_and_keeps_the_id_taken()
    {
        var store = new MemoryStore();
        var bytes = TestChain.Sign(TestChain.Body());
        new ExecutedChain(store).Apply(TestChain.Batch(bytes));
        Assert.Equal([RefusalCode.Duplicate], new ExecutedChain(store).Codes(bytes));
    }

    [Fact]
    public void An_entry_goes_a_day_after_its_end_and_not_in_the_block_that_ends_it()
    {
        var chain = new ExecutedChain();
        var notAfter = TestChain.StartMs + 60_000;
        var transaction = TestChain.Read(TestChain.Sign(TestChain.Body(body => body.NotAfter = notAfter)));
        chain.Apply(TestChain.Batch(transaction.Bytes.ToArray()));
        var later = TestChain.Read(TestChain.Sign(TestChain.Body(body => body.NotAfter = notAfter + 1)));
        chain.Apply(TestChain.Batch(later.Bytes.ToArray()));

        Pass(chain, notAfter + DayMs);
        Assert.Equal(2, Entries(chain).Count);
        Pass(chain, notAfter + DayMs + 1);
        Assert.Null(Entry(chain, transaction));
        Assert.NotNull(Entry(chain, later));
        Pass(chain, notAfter + DayMs + 2);
        Assert.Empty(Entries(chain));
    }

    [Fact]
    public void Time_that_leaps_leaves_the_entry_in_the_block_that_ends_it()
    {
        var chain = new ExecutedChain();
        var transaction = TestChain.Read(TestChain.Sign(TestChain.Body()));
        chain.Apply(TestChain.Batch(transaction.Bytes.ToArray()));

        Pass(chain, TestChain.StartMs + (9 * DayMs));
        Assert.NotNull(Entry(chain, transaction));
        chain.Apply(TestChain.Batch());
        Assert.Null(Entry(chain, transaction));
    }

    [Fact]
    public void A_node_that_starts_again_deletes_the_same()
    {
        var (walked, fresh) = (new MemoryStore(), new MemoryStore());
        var chain = new ExecutedChain(walked);
        var batches = new List<byte[]>();
        for (var i = 0; i < 6; i++)
        {
            var end = TestChain.StartMs + 60_000 + (i % 2 == 0 ? DayMs / 2 : i); // ends near and far, in no order
            batches.Add(TestChain.Batch(TestChain.Sign(TestChain.Body(body => body.NotAfter = end))));
            chain.Apply(batches[^1]);
        }

        batches.Add(Pass(chain, TestChain.StartMs + 60_000 + DayMs + 2));
        batches.Add(Pass(chain, TestChain.StartMs + 60_000 + DayMs + 4));
        batches.Add(Pass(chain, TestChain.StartMs + 60_000 + (2 * DayMs)));
        foreach (var batch in batches)
        {
            new ExecutedChain(fresh).Apply(batch);
        }

        Assert.Equal(chain.Chain.Head.Hash, new ExecutedChain(fresh).Chain.Head.Hash);
        Assert.Empty(Entries(chain));
    }

    [Theory]
    [InlineData(10, 10, 9, false)]
    [InlineData(10, 11, 10, true)]
    [InlineData(10, 10 + DayMs, 10 + DayMs, true)]
    [InlineData(10, 11 + DayMs, 10 + DayMs, false)]
    [InlineData(10, 11 + DayMs, 11, false)]
    [InlineData(10, 11 + DayMs, 10, true)]
    public void A_state_decides_while_it_would_still_have_the_entry(long notAfter, long time, long timeBefore, bool decides) =>
        Assert.Equal(decides, LandedTransactions.IsDecidedAt(notAfter, time, timeBefore));

    private static IReadOnlyList<byte[]> Entries(ExecutedChain chain) =>
        [.. chain.Chain.State.Scan(LandedTransactions.Prefix.ToArray(), int.MaxValue).Select(entry => entry.Value)];

    private static byte[]? Entry(ExecutedChain chain, SignedTransaction transaction) =>
        chain.Chain.State.Get(LandedTransactions.Key(transaction.Body.NotAfter, transaction.Id));

    /// <summary>Moves block time on; the batch that did it.</summary>
    private static byte[] Pass(ExecutedChain chain, long time)
    {
        var height = chain.Chain.Head.Header.Height;
        var batch = TestChain.Batch(chain.Certify(height, time, time, time));
        chain.Apply(batch);
        Assert.Equal(time, chain.Chain.Head.Header.Time);
        return batch;
    }
}
