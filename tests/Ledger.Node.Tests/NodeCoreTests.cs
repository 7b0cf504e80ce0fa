using Ledger.Admission;
using Ledger.Contracts;
using Ledger.Crypto;
using Ledger.Finality;
using Ledger.Mempool;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema.Membership;
using Ledger.Storage;
using Ledger.TestConsortium;

namespace Ledger.Node.Tests;

public class NodeCoreTests
{
    [Fact]
    public void A_vote_leaves_only_once_it_is_durable_with_its_block()
    {
        var node = new NodeUnderTest();
        node.Apply();
        var vote = Assert.Single(node.Sent).Vote;
        var after = node.Restarted();
        Assert.Equal(vote, after.Core.Votes.ReadOwnVote(1));
        Assert.Equal(1UL, after.Core.Chain.Head.Height);
    }

    [Theory]
    [InlineData(StoreFault.CrashBeforeWrite)]
    [InlineData(StoreFault.CrashAfterWrite)]
    public void A_crash_at_the_write_of_a_block_lets_no_vote_out(StoreFault fault)
    {
        var node = new NodeUnderTest(new MemoryStore(new FaultAt(1, fault)));
        Assert.Throws<StoreCrashedException>(() => node.Apply());
        Assert.Empty(node.Sent);
    }

    [Fact]
    public void After_a_restart_the_vote_is_sent_as_it_was_signed()
    {
        var node = new NodeUnderTest();
        node.Apply();
        var after = node.Restarted();
        after.Clock.Ms = 60_000;
        after.Core.Tick();
        Assert.Equal(node.Sent, after.Sent);
        after.Vote(1, 1, 2);
        Assert.Equal(1UL, after.Core.Finality.FinalHeight);
    }

    [Fact]
    public void Votes_are_repeated_in_intervals_while_nothing_becomes_final_and_not_after()
    {
        var node = new NodeUnderTest();
        node.Apply();
        node.Core.Tick();
        Assert.Single(node.Sent);
        node.Clock.Ms = 500;
        node.Core.Tick();
        node.Core.Tick();
        Assert.Equal(2, node.Sent.Count);
        node.Vote(1, 1, 2);
        node.Clock.Ms = 5_000;
        node.Core.Tick();
        Assert.Equal(2, node.Sent.Count);
    }

    [Fact]
    public void A_laggard_gets_the_certificate_of_the_height_it_voted_for()
    {
        var node = new NodeUnderTest();
        node.Finalise();
        node.Finalise();
        node.Finalise();
        node.Vote(2, 3);
        Assert.Equal(2UL, Assert.Single(node.CertificatesSent).Height);
    }

    [Fact]
    public void At_the_newest_final_height_a_late_vote_is_answered_when_it_comes_again()
    {
        var node = new NodeUnderTest();
        node.Finalise();
        node.Vote(1, 3);
        Assert.Empty(node.CertificatesSent);
        node.Vote(1, 3);
        Assert.Single(node.CertificatesSent);
        node.Vote(1, 1);
        Assert.Equal(2, node.CertificatesSent.Count());
    }

    /// <summary>
    /// Found by the simulation: three validators, one of them back on an empty directory, whose lock let it vote at the newest blocks only.
    /// </summary>
    [Theory]
    [InlineData(63, false)]
    [InlineData(64, true)]
    public void Votes_are_kept_as_far_ahead_as_blocks_are_executed(int heightsMax, bool isTaken)
    {
        var options = new NodeOptions { BlocksAheadMax = 64, Finality = new() { HeightsMax = heightsMax } };
        Assert.Equal(isTaken, Record.Exception(() => new NodeUnderTest(options: options)) is not ArgumentException);
    }

    [Fact]
    public void Execution_waits_where_finality_lags_too_far()
    {
        var node = new NodeUnderTest(options: new NodeOptions { BlocksAheadMax = 2 });
        node.Apply();
        Assert.True(node.Core.CanApply);
        node.Apply();
        Assert.False(node.Core.CanApply);
        node.Vote(1, 1, 2);
        Assert.True(node.Core.CanApply);
    }

    [Fact]
    public void A_node_that_diverged_halts()
    {
        var node = new NodeUnderTest();
        node.Apply();
        var certificate = TestChain.Certificate(1, TestChain.HashOf(9), TestChain.StartMs, TestChain.StartMs, TestChain.StartMs);
        Assert.Throws<DivergenceException>(() => node.Core.Receive(new PeerMessage { Certificate = certificate }));
        Assert.Equal(0UL, node.Core.Finality.FinalHeight);
    }

    [Fact]
    public void What_says_nothing_is_ignored()
    {
        var node = new NodeUnderTest();
        node.Core.Receive(new PeerMessage());
        node.Core.Receive(new PeerMessage { Vote = new SignedVote() });
        node.Core.Receive(new PeerMessage { Certificate = new QuorumCertificate() });
        Assert.Empty(node.Sent);
    }

    [Fact]
    public void A_block_ends_waiting_but_a_forged_copy_does_not()
    {
        var node = new NodeUnderTest();
        var body = TestChain.Body();
        var genuine = TestChain.Read(TestChain.Sign(body));
        Assert.Equal(MempoolAddResult.Added, node.Core.Pool.TryAdd(genuine));
        node.Apply(TestChain.Sign(body, TestChain.Guarantor));
        Assert.True(node.Core.Pool.Contains(genuine.Id));
        node.Apply(genuine.Bytes.ToArray());
        Assert.False(node.Core.Pool.Contains(genuine.Id));
    }

    [Fact]
    public void What_admission_verified_is_not_verified_again_and_a_copy_of_it_is()
    {
        var verifier = new CountedVerifier();
        var node = new NodeUnderTest(verifier: verifier);
        var admission = new AdmissionPipeline(TestChain.Genesis, verifier, node.Core.Pool);
        var view = new ChainView(node.Core.Chain, node.Core.Finality, TestChain.ValidatorId(0));
        var (body, other) = (TestChain.Body(), TestChain.Body());
        var admitted = TestChain.Sign(body);
        Assert.False(admission.Submit(admitted, view).Refused.IsRefused);
        var batches = verifier.Checks; // what a block without a transaction costs is counted by its first
        node.Apply();
        var empty = verifier.Checks - batches;
        node.Apply(TestChain.Sign(body, TestChain.Guarantor), admitted, TestChain.Sign(other));
        Assert.Equal(batches + (2 * empty) + 2, verifier.Checks);
        Assert.Equal(
            [RefusalCode.BadSignature, RefusalCode.None, RefusalCode.None],
            node.Core.Chain.ReadTransactions(2).Select(one => (RefusalCode)one.Receipt.Code));
    }

    [Fact]
    public void A_contained_fault_raises_an_alarm_that_names_the_transaction()
    {
        var node = new NodeUnderTest(options: Calling((_, _) => throw new FormatException("x")));
        var bytes = TestChain.Sign(TestChain.Body());
        node.Apply([7], bytes);
        var fault = Assert.Single(node.Steps[^1].Faults);
        Assert.Equal(
            (1UL, 1, TestChain.Read(bytes).Id, RefusalCode.ContractFault),
            (fault.Height, fault.Index, fault.Transaction!.Value, fault.Code));
        Assert.IsType<FormatException>(fault.Cause);
    }

    [Fact]
    public void What_a_block_had_no_room_for_waits_for_the_next()
    {
        var node = new NodeUnderTest(options: Calling(StateMuch));
        var transactions = Enumerable.Range(0, 5).Select(_ => TestChain.Read(TestChain.Sign(TestChain.Body()))).ToArray();
        Assert.All(transactions, transaction => Assert.Equal(MempoolAddResult.Added, node.Core.Pool.TryAdd(transaction)));
        Assert.Equal(5, node.Core.Pool.Take(90_000, 4, TestChain.StartMs).Count);
        node.Apply([.. transactions.Select(transaction => transaction.Bytes.ToArray())]);
        Assert.Equal((1, 0), (node.Core.Pool.Count, node.Core.Pool.InFlight));
        Assert.Equal(transactions[4].Id, Assert.Single(node.Core.Pool.Take(90_000, 4, TestChain.StartMs)).Id);
    }

    private static NodeOptions Calling(CallHandler calls) => new() { Execution = new() { Calls = calls } };

    // 448 KiB of events: four of these fill a block.
    private static Refused StateMuch(Call call, CallContext context)
    {
        for (var i = 0; i < 7; i++)
        {
            context.Record(
                MembershipTables.Members,
                MembershipTables.Members.Key($"{i}"),
                new Member { Name = new string('n', 65_528) },
                "member.changed");
        }

        return Refused.No;
    }

    [Fact]
    public void Only_final_blocks_are_indexed_and_a_reindex_gives_the_same()
    {
        var node = new NodeUnderTest();
        node.Apply(TestChain.Sign(TestChain.Body()), [7]);
        node.Apply(TestChain.Sign(TestChain.Body()));
        Assert.Equal(0UL, node.Core.Index.Height);
        node.Vote(2, 1, 2);
        Assert.Equal([1UL, 2], node.Steps.SelectMany(step => step.Final).Select(block => block.Height));
        var events = node.Core.Index.Read(1, 100);
        Assert.Equal(2, events.Count);
        node.Core.Reindex();
        Assert.Equal(events, node.Core.Index.Read(1, 100));
    }

    [Fact]
    public void What_was_final_but_not_indexed_before_a_crash_is_indexed_after_it()
    {
        var node = new NodeUnderTest();
        node.Finalise(TestChain.Sign(TestChain.Body()));
        node.Apply();
        var after = node.Restarted();
        Assert.Equal((1UL, 1UL), (after.Core.Finality.FinalHeight, after.Core.Index.Height));
        Assert.Equal(node.Core.Index.Read(1, 100), after.Core.Index.Read(1, 100));
    }

    [Fact]
    public void An_index_that_an_older_version_wrote_is_made_anew_and_says_how_far_it_is()
    {
        const int blocks = 600;
        var node = new NodeUnderTest();
        node.Finalise(TestChain.Sign(TestChain.Body()));
        for (var height = 2; height <= blocks; height++)
        {
            node.Finalise();
        }

        var write = new WriteSet();
        write.Put(StoreTable.Index, "position"u8.ToArray(), new byte[24]); // as format 1 had it
        node.Store.Write(write, durable: true);
        var heard = new Heard();
        var after = new NodeCore(node.Parts with { Indexing = heard }, node.Options);
        Assert.Equal(((ulong)blocks, 1UL), (after.Index.Height, after.Index.Last));
        Assert.Equal(node.Core.Index.Read(1, 100), after.Index.Read(1, 100));
        Assert.Equal([new IndexProgress(256, blocks), new IndexProgress(512, blocks)], heard.Reports);
    }

    private sealed class Heard : IProgress<IndexProgress>
    {
        internal List<IndexProgress> Reports { get; } = [];

        public void Report(IndexProgress value) => Reports.Add(value);
    }

    private sealed class FaultAt(long number, StoreFault fault) : IStoreFaults
    {
        public StoreFault BeforeWrite(long writeNumber, WriteSet batch, bool durable) => writeNumber == number ? fault : StoreFault.None;
    }

    private sealed class CountedVerifier : ISignatureVerifier
    {
        internal int Checks { get; private set; }

        public void Verify(ReadOnlySpan<SignatureCheck> checks, Span<bool> valid)
        {
            Checks += checks.Length;
            TestChain.Verifier.Verify(checks, valid);
        }
    }
}
