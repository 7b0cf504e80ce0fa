using System.Text;
using Google.Protobuf;
using Ledger.FakeNode;
using Ledger.OnlineChecks;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema.Credential;
using Ledger.Schema.Tender;

namespace Ledger.Cli.Tests.Online;

/// <summary>A clerk asks an authority over HTTP, keeps its answer, and puts its digest on the chain once the section is open.</summary>
public sealed class OnlineCommandTests : CliFixture
{
    private const string Section = "E3500000001001043001001";
    private const string Subject = "91350100M000100Y43";
    private static readonly ByteString RecordId = ByteString.CopyFrom(Enumerable.Repeat((byte)9, 16).ToArray());
    private FakeAuthority _authority = null!;

    private protected override FakeChain NewChain() => new(ruleVersion: 1);

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        Server.Chain.PutSigner(Digest.Zero);
        Server.Chain.Put((CredentialTables.RecordKey(Subject, RecordId.Span), Record));
        _authority = await FakeAuthority.StartAsync();
        await WriteAuthoritiesAsync(_authority.Address.ToString());
    }

    public override async Task DisposeAsync()
    {
        await _authority.DisposeAsync();
        await base.DisposeAsync();
    }

    [Fact]
    public async Task An_answer_is_kept_verified_and_recorded_once_the_section_is_open()
    {
        _authority.Answer = (question, context) => FakeAuthority.SendAsync(context, Signed(question, _ => { }));
        var asked = await AskAsync(ExitCode.Done);
        var answer = asked["answers"]!.AsArray().Single()!;
        Assert.Equal(("Met", "InForce", 0), (
            (string)answer["outcome"]!, (string)answer["status"]!, answer["differs"]!.AsArray().Count));
        var file = (string)answer["file"]!;
        var verified = await JsonAsync(ExitCode.Done, "credential", "ask-verify", file);
        Assert.Equal((string?)answer["evidence_digest"], (string?)verified["evidence_digest"]);
        Assert.Null(verified["recorded_at"]);

        PutSection(SectionState.Announced);
        var early = await RunAsync("credential", "ask-record", file, "--section", Section, "--json");
        Assert.Equal(ExitCode.Refused, early.Code);
        Assert.Contains("\"CHECK_BEFORE_OPENING\"", early.Error, StringComparison.Ordinal);
        Assert.Empty(Server.Behaviour.Submitted);

        PutSection(SectionState.Opening);
        await RunAsync("credential", "ask-record", file, "--section", Section, "--dry-run");
        Assert.Empty(Server.Behaviour.Submitted);
        await RunAsync("credential", "ask-record", file, "--section", Section, "--yes");
        var check = SentCheck();
        Assert.Equal((string?)answer["evidence_digest"], Convert.ToHexStringLower(check.RequirementDigest.Span));
        Assert.Equal((Subject, Section, RecordId), (check.SubjectUscc, check.SectionCode, check.RecordIds.Single()));
        Assert.Equal([CheckOutcome.Met], check.Outcomes);

        Server.Chain.Put((CredentialTables.CheckKey(Subject, check.CheckId.Span), new CredentialCheck
        {
            Recorded = check,
            CentreUscc = Keys.MemberUscc,
            RecordedAt = 7,
        }));
        var found = await JsonAsync(ExitCode.Done, "credential", "ask-verify", file);
        Assert.Equal((Section, Keys.MemberUscc), ((string?)found["section_code"], (string?)found["centre_uscc"]));
    }

    [Fact]
    public async Task What_the_chain_says_otherwise_and_what_proves_nothing_end_differently()
    {
        _authority.Answer = (question, context) => FakeAuthority.SendAsync(
            context, Signed(question, answer => answer.Status = CredentialStatus.Revoked));
        var other = (await AskAsync(ExitCode.Refused))["answers"]![0]!;
        Assert.Equal(("NotMet", "status"), ((string)other["outcome"]!, (string)other["differs"]!.AsArray().Single()!));

        _authority.Answer = (question, context) => FakeAuthority.SendAsync(
            context, Signed(question, answer => answer.SubjectUscc = Keys.MemberUscc));
        var stranger = (await AskAsync(ExitCode.NotVerified))["answers"]![0]!;
        Assert.Equal(("Unknown", "OtherSubject", null), (
            (string)stranger["outcome"]!, (string)stranger["unanswered"]!, (string?)stranger["file"]));
        Assert.Matches(@"\p{IsCJKUnifiedIdeographs}", (string)stranger["message_zh"]!);

        _authority.Answer = (_, context) => FakeAuthority.StatusAsync(context, 404);
        Assert.Equal("BadStatus", (string?)(await AskAsync(ExitCode.Unreachable))["answers"]![0]!["unanswered"]);
        Assert.Single(Directory.GetFiles(PathOf("evidence"))); // of what was answered

        await File.WriteAllTextAsync(PathOf("authorities.json"), """{"version": 1, "authorities": []}""");
        await JsonlessAsync("authorities");
        await WriteAuthoritiesAsync("http://example.com/check");
        await JsonlessAsync("authorities[0].url");
    }

    [Fact]
    public async Task Evidence_that_was_changed_is_not_recorded()
    {
        _authority.Answer = (question, context) => FakeAuthority.SendAsync(context, Signed(question, _ => { }));
        var file = (string)(await AskAsync(ExitCode.Done))["answers"]![0]!["file"]!;
        var evidence = JsonParser.Default.Parse<OnlineEvidence>(await File.ReadAllTextAsync(file));
        var answer = OnlineAnswer.Parser.ParseFrom(evidence.Answer.Answer);
        answer.EffectiveUntil += 10;
        evidence.Answer.Answer = answer.ToByteString();
        await File.WriteAllTextAsync(file, JsonFormatter.Default.Format(evidence));
        PutSection(SectionState.Opening);
        var run = await RunAsync("credential", "ask-record", file, "--section", Section, "--yes");
        Assert.Equal(ExitCode.NotVerified, run.Code);
        Assert.Contains("BadSignature", run.Error, StringComparison.Ordinal);
        Assert.Empty(Server.Behaviour.Submitted);
    }

    private static CredentialRecord Record => new()
    {
        Recorded = new RecordCredential
        {
            RecordId = RecordId,
            SubjectUscc = Subject,
            IssuerUscc = Keys.MemberUscc,
            EffectiveFrom = 1,
            DocumentNo = "1",
            Qualification = new QualificationFact { TypeCode = "D110", LevelCode = "A" },
        },
        RecordedAt = 2,
    };

    private byte[] Signed(byte[] question, Action<OnlineAnswer> change)
    {
        var asked = OnlineAnswers.ReadQuestion(Server.Chain.Genesis.ChainId, question)!;
        var answer = new OnlineAnswer
        {
            SubjectUscc = asked.SubjectUscc,
            IssuerUscc = asked.IssuerUscc,
            Found = true,
            Status = CredentialStatus.InForce,
            EffectiveFrom = 1,
            AnsweredAt = asked.AskedAt,
        };
        change(answer);
        using var pair = Keys.Pair(100);
        using var signer = pair.CreateSigner();
        return OnlineAnswers.Sign(Server.Chain.Genesis.Hasher, question, answer, Digest.Zero, signer).ToByteArray();
    }

    private Task<System.Text.Json.Nodes.JsonObject> AskAsync(int code) => JsonAsync(
        code, "credential", "ask", Subject, "--authorities", PathOf("authorities.json"), "--out", PathOf("evidence"));

    private async Task JsonlessAsync(string place)
    {
        var run = await RunAsync(
            "credential", "ask", Subject, "--authorities", PathOf("authorities.json"), "--out", PathOf("evidence"));
        Assert.Equal(ExitCode.Usage, run.Code);
        Assert.Contains(place, run.Error, StringComparison.Ordinal);
    }

    private Task WriteAuthoritiesAsync(string url) => File.WriteAllTextAsync(
        PathOf("authorities.json"),
        $$"""{"version": 1, "authorities": [{"uscc": "{{Keys.MemberUscc}}", "url": "{{url}}", "attempts": 1, "timeout_ms": 30000}]}""",
        Encoding.UTF8);

    private void PutSection(SectionState state) => Server.Chain.Put(
        (TenderTables.Sections.Key(Section), new Section
        {
            Announced = new AnnounceSection { SectionCode = Section },
            CentreUscc = Keys.MemberUscc,
            State = state,
            OpeningTime = long.MaxValue,
        }),
        (TenderTables.BidderKey(Section, Subject), new ListedBidder()));

    private RecordCheck SentCheck()
    {
        var chain = Server.Chain.Genesis;
        Assert.False(
            TransactionReader.TryRead(
                Server.Behaviour.Submitted.Single(), chain.Hasher, chain.ChainId, chain.Content.Limits, out var read).IsRefused);
        return Assert.Single(read!.Body.Calls).Credential.RecordCheck;
    }
}
