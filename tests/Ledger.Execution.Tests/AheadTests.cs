using System.Text;
using Google.Protobuf;
using Ledger.Crypto;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.State;
using Ledger.Storage;
using Ledger.TestConsortium;

namespace Ledger.Execution.Tests;

/// <summary>Batches that are read and verified before their turn, and signers that stay at hand: neither changes a block.</summary>
public sealed class AheadTests
{
    private static readonly byte[] First = TestChain.Ordered(1, TestChain.Batch(TestChain.Sign(TestChain.Body())));
    private readonly CountingVerifier _verifier = new();

    public static TheoryData<string> Refused => new(RefusedTransactions.Names);

    [Theory]
    [MemberData(nameof(Refused))]
    public void A_block_comes_out_the_same_whether_its_batch_was_read_ahead(string name)
    {
        var good = TestChain.Sign(TestChain.Body());
        byte[][] transactions = [good, RefusedTransactions.Of(name).Bytes, TestChain.Sign(TestChain.Body(), TestChain.Guarantor), good];
        var plain = Begun(TestChain.Genesis, signersKept: 0);
        var ahead = Begun(TestChain.Genesis);
        ReadOnlyMemory<byte> ordered = TestChain.Ordered(2, TestChain.Batch(transactions));
        var (expected, block) = (plain.Execute(ordered), ahead.Execute(ordered, ahead.ReadAhead(ordered)));
        Assert.Equal(expected.Hash, block.Hash);
        Assert.Equal(expected.Transactions.Select(one => one.Receipt), block.Transactions.Select(one => one.Receipt));
    }

    [Fact]
    public void What_was_verified_ahead_is_not_verified_again()
    {
        var chain = Begun(TestChain.Genesis);
        byte[][] two = [TestChain.Sign(TestChain.Body()), TestChain.Sign(TestChain.Body())];
        ReadOnlyMemory<byte> ordered = TestChain.Ordered(2, TestChain.Batch(two));
        var before = _verifier.Count;
        var ahead = chain.ReadAhead(ordered);
        Assert.Equal(2, _verifier.Count - before);
        Assert.All(chain.Execute(ordered, ahead).Transactions, one => Assert.Equal(0U, one.Receipt.Code));
        Assert.Equal(3, _verifier.Count - before); // the batch's own
    }

    [Fact]
    public void A_signer_who_is_revoked_in_between_is_refused()
    {
        var chain = Begun(TestChain.Genesis);
        ReadOnlyMemory<byte> ordered = TestChain.Ordered(3, TestChain.Batch(TestChain.Sign(TestChain.Body())));
        var ahead = chain.ReadAhead(ordered);
        Commit(chain, TestChain.Ordered(2, TestChain.Batch(TestChain.Sign(TestChain.Body(body =>
        {
            body.Calls.Clear();
            var revoke = new RevokeCertificate { CertificateId = body.Signer, Reason = "泄露" };
            body.Calls.Add(new Call { Account = new AccountCall { RevokeCertificate = revoke } });
        })))));
        var block = chain.Execute(ordered, ahead);
        Assert.Equal(RefusalCode.CertificateNotValid, (RefusalCode)Assert.Single(block.Transactions).Receipt.Code);
    }

    [Fact]
    public void What_was_read_of_other_bytes_or_under_other_limits_is_not_used()
    {
        var other = TestChain.Genesis.Content.Clone();
        other.Limits.CallsMax = 1;
        var strict = Begun(GenesisFile.Parse(Encoding.UTF8.GetBytes(JsonFormatter.Default.Format(other))));
        var chain = Begun(TestChain.Genesis);
        ReadOnlyMemory<byte> ordered = TestChain.Ordered(2, TestChain.Batch(TestChain.Sign(TestChain.Body())));
        ReadOnlyMemory<byte> twin = TestChain.Ordered(2, TestChain.Batch(TestChain.Sign(TestChain.Body())));
        var expected = chain.Execute(ordered);
        Assert.Equal(0U, Assert.Single(expected.Transactions).Receipt.Code);
        Assert.Equal(expected.Hash, chain.Execute(ordered, strict.ReadAhead(ordered)).Hash);
        Assert.Equal(expected.Hash, chain.Execute(ordered, chain.ReadAhead(twin)).Hash);
    }

    [Fact]
    public void Before_the_first_block_nothing_is_read_ahead() =>
        Assert.Null(Open(TestChain.Genesis, 1).ReadAhead(TestChain.Ordered(1, TestChain.Batch())));

    [Fact]
    public async Task Items_come_in_their_order_with_what_was_read_of_each_and_few_are_read_at_once()
    {
        var chain = Begun(TestChain.Genesis);
        var (open, most) = (0, 0);
        var items = Enumerable.Range(2, 20)
            .Select(place => (ReadOnlyMemory<byte>)TestChain.Ordered((ulong)place, TestChain.Batch()))
            .ToList();
        var seen = 0;
        await foreach (var (item, ahead) in items.ToAsyncEnumerable().ReadAheadAsync(Read, 3))
        {
            Assert.Equal(items[seen++], item);
            Assert.True(ahead!.Ordered.Equals(item));
            Interlocked.Decrement(ref open);
        }

        Assert.Equal(20, seen);
        Assert.InRange(most, 1, 4);

        BatchAhead? Read(ReadOnlyMemory<byte> batch)
        {
            var now = Interlocked.Increment(ref open);
            InterlockedMax(now);
            return chain.ReadAhead(batch);
        }

        void InterlockedMax(int now)
        {
            lock (items)
            {
                most = Math.Max(most, now);
            }
        }
    }

    // Its first block makes limits and the centre's certificate known.
    private Chain Begun(GenesisFile genesis, int signersKept = 1)
    {
        var chain = Open(genesis, signersKept);
        Commit(chain, First);
        return chain;
    }

    private Chain Open(GenesisFile genesis, int signersKept) => Chain.Open(
        genesis, new MemoryStore(), _verifier, new StateOptions(), new ExecutionOptions { SignersKept = signersKept });

    private static void Commit(Chain chain, byte[] ordered) => chain.Commit(chain.Execute(ordered), new WriteSet());

    private sealed class CountingVerifier : ISignatureVerifier
    {
        internal int Count { get; private set; }

        public void Verify(ReadOnlySpan<SignatureCheck> checks, Span<bool> valid)
        {
            Count += checks.Length;
            TestChain.Verifier.Verify(checks, valid);
        }
    }
}
