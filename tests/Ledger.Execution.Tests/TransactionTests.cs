using Google.Protobuf;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.TestConsortium;

namespace Ledger.Execution.Tests;

public class TransactionTests
{
    private static readonly byte[] BusinessKey = [.. Enumerable.Repeat((byte)5, 16)];

    public static TheoryData<string> Refused => new(RefusedTransactions.Names);

    [Theory]
    [MemberData(nameof(Refused))]
    public void Each_reason_has_its_code_whoever_ordered_it(string name)
    {
        var (code, bytes) = RefusedTransactions.Of(name);
        var chain = new ExecutedChain();
        var before = chain.Done();
        var block = chain.Apply(TestChain.Batch(bytes));
        Assert.Equal(code, (RefusalCode)Assert.Single(block.Transactions).Receipt.Code);
        Assert.Empty(block.Transactions[0].Receipt.Events);
        Assert.Equal(before, chain.Done());
    }

    [Fact]
    public void A_good_one_lands_with_its_events_and_leads_to_its_place()
    {
        var chain = new ExecutedChain();
        var bytes = TestChain.Sign(TestChain.Body());
        var block = chain.Apply(TestChain.Batch([9], bytes));
        Assert.Equal([RefusalCode.Malformed, RefusalCode.None], block.Transactions.Select(one => (RefusalCode)one.Receipt.Code));
        Assert.Equal("project.created", Assert.Single(block.Transactions[1].Receipt.Events).Type);
        Assert.Equal((1UL, 1), chain.Chain.Blocks.FindTransaction(TestChain.Read(bytes).Id));
    }

    [Fact]
    public void The_same_bytes_land_once()
    {
        var chain = new ExecutedChain();
        var bytes = TestChain.Sign(TestChain.Body());
        Assert.Equal([RefusalCode.None, RefusalCode.Duplicate], chain.Codes(bytes, bytes));
        Assert.Equal([RefusalCode.Duplicate], chain.Codes(bytes));
        Assert.Equal((1UL, 0), chain.Chain.Blocks.FindTransaction(TestChain.Read(bytes).Id));
    }

    [Fact]
    public void A_forged_copy_does_not_take_the_place_of_the_genuine_one()
    {
        var chain = new ExecutedChain();
        var body = TestChain.Body();
        Assert.Equal(
            [RefusalCode.BadSignature, RefusalCode.None], chain.Codes(TestChain.Sign(body, TestChain.Guarantor), TestChain.Sign(body)));
        Assert.Equal([RefusalCode.Duplicate], chain.Codes(TestChain.Sign(body)));
    }

    [Fact]
    public void What_its_calls_refuse_lands_without_a_trace_in_the_state()
    {
        var chain = new ExecutedChain();
        var before = chain.Done();
        var bytes = TestChain.Sign(TestChain.Body(body => body.Calls.Add(body.Calls[0].Clone())));
        var block = chain.Apply(TestChain.Batch(bytes));
        Assert.Equal(((uint)RefusalCode.ProjectExists, 1u), (block.Transactions[0].Receipt.Code, block.Transactions[0].Receipt.FailedCall));
        Assert.Equal(before, chain.Done());
        Assert.NotNull(chain.Chain.Blocks.FindTransaction(TestChain.Read(bytes).Id));
    }

    [Fact]
    public void A_role_that_lacks_is_refused_by_the_call()
    {
        var body = TestChain.Body(one => one.Signer = ByteString.CopyFrom(TestChain.Guarantor.CertificateId.ToArray()));
        Assert.Equal([RefusalCode.NotPermitted], new ExecutedChain().Codes(TestChain.Sign(body, TestChain.Guarantor)));
    }

    [Fact]
    public void A_repeated_business_key_names_the_first_transaction_also_within_a_block()
    {
        var chain = new ExecutedChain();
        var first = Keyed();
        var block = chain.Apply(TestChain.Batch(first, Keyed()));
        Assert.Equal([RefusalCode.None, RefusalCode.Repeated], block.Transactions.Select(one => (RefusalCode)one.Receipt.Code));
        Assert.Equal(TestChain.Read(first).Id.ToArray(), block.Transactions[1].Receipt.FirstTransaction.ToByteArray());
        Assert.Equal([RefusalCode.Repeated], chain.Codes(Keyed()));
    }

    // The attack: the second content is not done, and its sender is told that it was.
    [Fact]
    public void Other_calls_under_a_used_business_key_are_refused_and_named_the_first_and_its_content()
    {
        var chain = new ExecutedChain();
        var first = TestChain.Read(Keyed());
        var block = chain.Apply(TestChain.Batch(first.Bytes.ToArray(), Keyed(2), Keyed(3, calls: 2)));
        Assert.Equal(
            [RefusalCode.None, RefusalCode.OtherContent, RefusalCode.OtherContent],
            block.Transactions.Select(one => (RefusalCode)one.Receipt.Code));
        Assert.Equal([RefusalCode.OtherContent, RefusalCode.Repeated], chain.Codes(Keyed(2), Keyed()));
        foreach (var receipt in block.Transactions.Skip(1).Select(one => one.Receipt))
        {
            Assert.Equal(first.Id.ToArray(), receipt.FirstTransaction.ToByteArray());
            Assert.Equal(first.ContentDigest(TestChain.Genesis.Hasher).ToArray(), receipt.FirstContent.ToByteArray());
            Assert.Contains(first.Id.ToString(), receipt.Detail, StringComparison.Ordinal);
            Assert.True(receipt.Landed);
        }
    }

    [Fact]
    public void Signed_again_at_another_time_it_is_the_same_content()
    {
        var chain = new ExecutedChain();
        var later = TestChain.Read(Keyed()).Body;
        later.NotAfter++;
        Assert.Equal([RefusalCode.None, RefusalCode.Repeated], chain.Codes(Keyed(), TestChain.Sign(later)));
    }

    [Fact]
    public void Other_calls_under_a_key_whose_first_was_refused_are_done()
    {
        var chain = new ExecutedChain();
        Assert.Equal(
            [RefusalCode.ProjectExists, RefusalCode.None, RefusalCode.OtherContent], chain.Codes(Keyed(2, calls: 2), Keyed(3), Keyed(2)));
    }

    [Fact]
    public void A_refused_transaction_leaves_its_business_key_free()
    {
        var chain = new ExecutedChain();
        var refused = TestChain.Sign(TestChain.Body(body =>
        {
            body.BusinessKey = ByteString.CopyFrom(BusinessKey);
            body.Calls.Add(body.Calls[0].Clone());
        }));
        Assert.Equal([RefusalCode.ProjectExists, RefusalCode.None], chain.Codes(refused, Keyed()));
    }

    [Fact]
    public void A_certificate_revoked_in_one_block_signs_nothing_from_the_next_on()
    {
        var chain = new ExecutedChain();
        var revoke = new Call
        {
            Account = new AccountCall
            {
                RevokeCertificate = new RevokeCertificate
                {
                    CertificateId = ByteString.CopyFrom(TestChain.Centre.CertificateId.ToArray()),
                    Reason = "lost",
                },
            },
        };
        var revocation = TestChain.Sign(TestChain.Body(body => body.Calls[0] = revoke));
        Assert.Equal([RefusalCode.None, RefusalCode.None], chain.Codes(revocation, TestChain.Sign(TestChain.Body())));
        Assert.Equal([RefusalCode.CertificateNotValid], chain.Codes(TestChain.Sign(TestChain.Body())));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void How_many_cores_check_signatures_changes_nothing(int cores)
    {
        var transactions = Enumerable.Range(0, 9)
            .Select(i => TestChain.Sign(TestChain.Body(), i % 3 == 0 ? TestChain.Guarantor : TestChain.Centre)).ToArray();
        var store = new Storage.MemoryStore();
        var chain = Chain.Open(
            TestChain.Genesis,
            store,
            TestChain.Verifier,
            new State.StateOptions(),
            new ExecutionOptions { VerifyParallelism = cores, VerifyChunk = 2 });
        var codes = chain.Execute(TestChain.Ordered(1, TestChain.Batch(transactions))).Transactions.Select(one =>
            (RefusalCode)one.Receipt.Code);
        Assert.Equal(Enumerable.Range(0, 9).Select(i => i % 3 == 0 ? RefusalCode.BadSignature : RefusalCode.None), codes);
    }

    // As many projects of one code as are asked for: of two the second is refused.
    private static byte[] Keyed(int project = 0, int calls = 1) => TestChain.Sign(TestChain.Body(body =>
    {
        body.BusinessKey = ByteString.CopyFrom(BusinessKey);
        body.Calls.Clear();
        body.Calls.AddRange(Enumerable.Repeat(TestChain.CreateProject(900_000_000 + project), calls));
    }));
}
