using Google.Protobuf;
using Ledger.Client.Transactions;
using Ledger.FakeNode;
using Ledger.Preflight;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema;
using Ledger.Schema.Account;
using Ledger.Schema.Guarantee;
using Ledger.Schema.Tender;

namespace Ledger.Client.Tests;

/// <summary>What the chain would refuse is told from proven state; what it might take is never told as refused; nothing is sent.</summary>
public sealed class PreflightTests : IAsyncLifetime
{
    private const string Section = "E4404000001001043001001";
    private const int MinuteMs = 60_000;
    private readonly Digest _certificate = new(new byte[32]);
    private FakeNodeServer _server = null!;
    private LedgerClient _client = null!;
    private int _reads;

    private long Now => _server.Chain.Head.Header.Time;

    public async Task InitializeAsync()
    {
        _server = await FakeNodeServer.StartAsync(chain: new FakeChain(ruleVersion: 1));
        _server.Chain.PutSigner(_certificate);
        _server.Behaviour.State = _ => Interlocked.Increment(ref _reads);
        _client = Open(Timeout.InfiniteTimeSpan);
    }

    public async Task DisposeAsync()
    {
        Assert.Empty(_server.Behaviour.Submitted);
        _client.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task A_refusal_is_told_with_rule_and_remedy_and_nothing_is_sent()
    {
        var report = await _client.PreflightAsync([Register("91440400MA5EXMPL1C", "")]);
        Assert.Equal((RefusalCode.BadText, Keys.MemberUscc), (report.Code, report.Judgement.SignerUscc));
        Assert.Equal(RefusalCatalog.Find(RefusalCode.BadText)!.Chinese.Remedy, report.Refusal!.RemedyZh);
        var refused = Assert.Throws<RefusedException>(report.EnsureNotRefused);
        Assert.True(refused.NothingSent);
        Assert.EndsWith("Nothing was sent.", refused.Message, StringComparison.Ordinal);

        var good = await _client.PreflightAsync([Register("91440400MA5EXMPL1C", "示例公司")]);
        Assert.Equal((RefusalCode.None, _server.Chain.Head.Header.Height), (good.EnsureNotRefused().Code, good.Height));
    }

    /// <summary>The block that takes the call has a later time than the newest one, and nobody knows how much later.</summary>
    [Theory]
    [InlineData(0, RefusalCode.None)]
    [InlineData(MinuteMs - 1_000, RefusalCode.None)]
    [InlineData(2 * MinuteMs, RefusalCode.BeforeOpening)]
    public async Task What_becomes_valid_within_a_minute_is_left_to_the_chain(int opensInMs, RefusalCode told)
    {
        // The block that holds the section is a second later than the one before.
        _server.Chain.Put((TenderTables.Sections.Key(Section), SectionThatOpens(Section, Now + 1_000 + opensInMs)));
        Assert.Equal(told, (await _client.PreflightAsync([Fail(Section)])).Code);
    }

    [Fact]
    public async Task Of_many_calls_the_first_refusal_is_named_and_what_all_need_is_read_at_once()
    {
        Call[] calls = [.. Enumerable.Range(0, 100).Select(i => Register($"91440400MA5EX{i:D3}1C", "示例公司")), Register("9", "x")];
        var report = await _client.PreflightAsync(calls);
        Assert.Equal(RefusalCode.BadUscc, report.Code);
        Assert.StartsWith("Call 101 of 101, Account.RegisterSubject: ", report.Refusal!.Message, StringComparison.Ordinal);
        Assert.InRange(_reads, 101, 110);
        Assert.Equal(RefusalCode.None, (await _client.PreflightAsync(calls[..100])).Code);
        Assert.Equal(RefusalCode.SubjectExists, (await _client.PreflightAsync([calls[7], calls[7]])).Code); // sees what the first one did

        string[] sections = [.. Enumerable.Range(0, 30).Select(i => $"E44040000010010430010{i:D2}")];
        _server.Chain.Put([.. sections.Select(code => (TenderTables.Sections.Key(code), (IMessage)SectionThatOpens(code, 0)))]);
        Assert.Equal(RefusalCode.BadUscc, (await _client.PreflightAsync([.. sections.Select(Fail), Register("9", "x")])).Code);
    }

    [Fact]
    public async Task Nothing_is_told_of_a_used_business_key()
    {
        var key = "a key of twenty bytes"u8.ToArray();
        Call[] calls = [Register("9", "x")];
        Assert.Equal(RefusalCode.BadUscc, (await _client.PreflightAsync(calls, key)).Code);
        Assert.Equal(RefusalCode.BadBusinessKey, (await _client.PreflightAsync(calls, key.AsMemory(0, 3))).Code);
        _server.Chain.Put(
            new Dictionary<byte[], byte[]> { [BusinessKeys.Key(Keys.MemberUscc, key)] = BusinessKeys.Value(_certificate, _certificate) });
        Assert.Equal(RefusalCode.None, (await _client.PreflightAsync(calls, key)).Code);
    }

    [Fact]
    public async Task Nothing_is_told_on_an_old_head_or_under_rules_that_nobody_knows()
    {
        using var strict = Open(TimeSpan.FromMinutes(5));
        Assert.Equal(RefusalCode.None, (await strict.PreflightAsync([Register("9", "x")])).Code);
        await using var other = await FakeNodeServer.StartAsync();
        using var foreign = LedgerClient.Open(Options(other, Timeout.InfiniteTimeSpan));
        Assert.Equal(RefusalCode.None, (await foreign.PreflightAsync([Register("9", "x")])).Code);
    }

    [Fact]
    public async Task Who_may_not_sign_is_told_and_a_transaction_signed_elsewhere_is_judged_with_its_signature()
    {
        var (genesis, call) = (_server.Chain.Genesis, Register("91440400MA5EXMPL1C", "示例公司"));
        using var key = Keys.Pair(100).CreateSigner();
        using var other = Keys.Pair(101).CreateSigner();
        var signed = TransactionBuilder.Build(genesis, new ClientSigner(_certificate, key), [call], default, Now + (10 * MinuteMs));
        Assert.Equal(RefusalCode.None, await CodeAsync(signed));
        Assert.Equal(
            RefusalCode.BadSignature,
            await CodeAsync(TransactionBuilder.Build(genesis, new ClientSigner(_certificate, other), [call], default, Now + MinuteMs)));
        Assert.Equal(
            RefusalCode.UnknownSigner,
            await CodeAsync(
                TransactionBuilder.Build(genesis, new ClientSigner(signed.Id, key), [call], default, Now + MinuteMs)));
        Assert.Equal(
            RefusalCode.Expired,
            await CodeAsync(TransactionBuilder.Build(genesis, new ClientSigner(_certificate, key), [call], default, Now - 1)));

        // What has landed is answered with what became of it, however it would fare now.
        _server.Chain.Land([Read(signed)]);
        _server.Chain.Put((AccountTables.Subjects.Key("91440400MA5EXMPL1C"), new Subject { Uscc = "91440400MA5EXMPL1C" }));
        Assert.Equal(RefusalCode.SubjectExists, (await _client.PreflightAsync([call])).Code);
        Assert.Equal(RefusalCode.None, await CodeAsync(signed));
    }

    /// <summary>A live guarantee that its bidder's entry does not name: no contract makes one, and none may be changed.</summary>
    [Fact]
    public async Task A_broken_invariant_is_told()
    {
        var id = ByteString.CopyFrom(new byte[16]);
        _server.Chain.Put((GuaranteeTables.Guarantees.Key(id.Span), new Guarantee
        {
            GuaranteeId = id,
            IssuerUscc = Keys.MemberUscc,
            State = GuaranteeState.Claimed,
            Version = 1,
            Terms = new GuaranteeTerms { SectionCode = Section, AmountFen = 5, ValidUntil = long.MaxValue, ApplicantUscc = "A" },
            Claim = new Claim { AmountFen = 5, ClaimedAt = Now },
        }));
        var refuse = new RefuseClaim { GuaranteeId = id, Discrepancies = { "无签章" } };
        var report = await _client.PreflightAsync([new Call { Guarantee = new GuaranteeCall { Refuse = refuse } }]);
        Assert.Equal(RefusalCode.InvariantBroken, report.Code);
    }

    private SignedTransaction Read(BuiltTransaction built)
    {
        var genesis = _server.Chain.Genesis;
        TransactionReader.TryRead(built.Bytes.Memory, genesis.Hasher, genesis.ChainId, genesis.Content.Limits, out var read);
        return read!;
    }

    private async Task<RefusalCode> CodeAsync(BuiltTransaction built) =>
        (await _client.PreflightSignedAsync(built.Bytes.Memory)).Code;

    private LedgerClient Open(TimeSpan maxHeadAge) => LedgerClient.Open(Options(_server, maxHeadAge));

    private LedgerClientOptions Options(FakeNodeServer server, TimeSpan maxHeadAge) => new()
    {
        Genesis = server.Chain.Genesis,
        Node = server.Address,
        Signer = new ClientSigner(_certificate, Keys.Pair(100).CreateSigner()),
        MaxHeadAge = maxHeadAge,
    };

    private static Section SectionThatOpens(string code, long time) => new()
    {
        Announced = new AnnounceSection { SectionCode = code },
        CentreUscc = Keys.MemberUscc,
        State = SectionState.Announced,
        OpeningTime = time,
    };

    private static Call Fail(string section) => new()
    {
        Tender = new TenderCall { FailSection = new FailSection { SectionCode = section, Cause = FailureCause.TooFewBidders } },
    };

    private static Call Register(string uscc, string name) =>
        new() { Account = new AccountCall { RegisterSubject = new RegisterSubject { Uscc = uscc, Name = name } } };
}
