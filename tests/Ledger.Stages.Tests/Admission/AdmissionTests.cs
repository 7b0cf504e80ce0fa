using Ledger.Protocol;
using Ledger.Schema.Account;
using Ledger.TestConsortium;

namespace Ledger.Stages.Tests.Admission;

public class AdmissionTests
{
    public static TheoryData<string> Refused => new(RefusedTransactions.Names);

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task Each_reason_has_its_code_whether_it_comes_alone_or_with_others(string name)
    {
        var (code, bytes) = RefusedTransactions.Of(name);
        var pool = new TransactionPool(new MempoolOptions());
        var result = Submit(pool, bytes, new GenesisView());
        var pipeline = new AdmissionPipeline(TestChain.Genesis, TestChain.Verifier, pool);
        Assert.Equal(result.Refused, (await pipeline.SubmitAsync(bytes, new GenesisView())).Refused);
        Assert.Equal(code, result.Refused.Code);
        Assert.NotEmpty(result.Refused.Detail);
        Assert.NotNull(RefusalCatalog.Find(code));
        Assert.Equal(0, pool.Count);
    }

    [Fact]
    public void A_good_one_waits_and_may_be_sent_again()
    {
        var pool = new TransactionPool(new MempoolOptions());
        var bytes = TestChain.Sign(TestChain.Body());
        var result = Submit(pool, bytes, new GenesisView());
        Assert.False(result.Refused.IsRefused);
        Assert.False(Submit(pool, bytes, new GenesisView()).Refused.IsRefused);
        Assert.Equal(1, pool.Count);
        Assert.True(pool.Contains(result.Transaction!.Id));
    }

    [Theory]
    [InlineData(0, RefusalCode.None)]
    [InlineData(1, RefusalCode.Expired)]
    public void The_last_instant_still_counts(long passedMs, RefusalCode expected)
    {
        var bytes = TestChain.Sign(TestChain.Body(body => body.NotAfter = TestChain.StartMs + 1_000));
        Assert.Equal(
            expected,
            Submit(
                new TransactionPool(new MempoolOptions()),
                bytes,
                new GenesisView { Time = TestChain.StartMs + 1_000 + passedMs }).Refused.Code);
    }

    [Fact]
    public void What_has_landed_is_a_duplicate() =>
        Assert.Equal(
            RefusalCode.Duplicate,
            Submit(
                new TransactionPool(new MempoolOptions()),
                TestChain.Sign(TestChain.Body()),
                new GenesisView { EverythingLanded = true }).Refused.Code);

    [Fact]
    public void A_full_mempool_says_so_and_names_the_transaction()
    {
        var pool = new TransactionPool(new MempoolOptions { TransactionsMax = 1 });
        Submit(pool, TestChain.Sign(TestChain.Body()), new GenesisView());
        var result = Submit(pool, TestChain.Sign(TestChain.Body()), new GenesisView());
        Assert.Equal(RefusalCode.MempoolFull, result.Refused.Code);
        Assert.NotNull(result.Transaction);
    }

    [Theory]
    [InlineData(-1, true)]
    [InlineData(1, false)]
    public void A_certificate_outside_of_its_validity_signs_nothing(long afterEndMs, bool isGood)
    {
        var time = TestChain.Centre.Certificate.NotAfterMs + afterEndMs;
        var bytes = TestChain.Sign(TestChain.Body(body => body.NotAfter = time));
        var code = Submit(new TransactionPool(new MempoolOptions()), bytes, new GenesisView { Time = time }).Refused.Code;
        Assert.Equal(isGood ? RefusalCode.None : RefusalCode.CertificateNotValid, code);
    }

    [Fact]
    public void A_revoked_certificate_signs_nothing()
    {
        var view = new GenesisView();
        var key = AccountTables.Certificates.Key(TestChain.Centre.CertificateId.ToArray());
        var record = AccountTables.Certificates.Read(view.State, key)!;
        record.RevokedAt = TestChain.StartMs;
        view.Put(key, Google.Protobuf.MessageExtensions.ToByteArray(record));
        Assert.Equal(
            RefusalCode.CertificateNotValid,
            Submit(new TransactionPool(new MempoolOptions()), TestChain.Sign(TestChain.Body()), view).Refused.Code);
    }

    [Theory]
    [InlineData(false, RefusalCode.NotProposing)]
    [InlineData(true, RefusalCode.Duplicate)]
    public void A_node_that_puts_nothing_into_the_order_takes_nothing_but_says_what_has_landed(bool landed, RefusalCode code)
    {
        var pool = new TransactionPool(new MempoolOptions());
        var answer = Submit(pool, TestChain.Sign(TestChain.Body()), new GenesisView { MayPropose = false, EverythingLanded = landed });
        Assert.Equal((code, 0), (answer.Refused.Code, pool.Count));
        Assert.True(RefusalCatalog.Find(RefusalCode.NotProposing)!.Transient);
    }

    private static AdmissionResult Submit(TransactionPool pool, byte[] bytes, IChainView view) =>
        new AdmissionPipeline(TestChain.Genesis, TestChain.Verifier, pool).Submit(bytes, view);
}
