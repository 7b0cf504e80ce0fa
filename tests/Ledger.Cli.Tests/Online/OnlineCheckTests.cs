using Google.Protobuf;
using Ledger.Crypto;
using Ledger.Crypto.Signatures;
using Ledger.OnlineChecks;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Seeds;

namespace Ledger.Cli.Tests.Online;

/// <summary>An answer counts only where it is this question's, whole, in time, and the issuer's own; each other is told apart.</summary>
public sealed class OnlineCheckTests
{
    private const long Day = 24L * 60 * 60 * 1000;
    private const string Subject = "91350100M000100Y43";
    private static readonly ConsortiumSeed Seed = ConsortiumSeed.Create();
    private static readonly long Now = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();

    private static readonly CredentialRecord Record = new()
    {
        Recorded = new RecordCredential
        {
            RecordId = ByteString.CopyFrom(Enumerable.Repeat((byte)9, 16).ToArray()),
            SubjectUscc = Subject,
            IssuerUscc = Seed.Issuer.Uscc,
            EffectiveFrom = Now - (100 * Day),
            EffectiveUntil = Now + (100 * Day),
            DocumentNo = "粤建许〔2020〕1号",
            Certificate = new CertificateFact { CertificateNo = "D144000001" },
        },
        RecordedAt = Now - (99 * Day),
    };

    public static TheoryData<string, OnlineFault> Wrong => new()
    {
        { "another subject", OnlineFault.OtherSubject },
        { "another authority", OnlineFault.OtherIssuer },
        { "another question", OnlineFault.OtherQuestion },
        { "an old answer", OnlineFault.OtherTime },
        { "an answer of tomorrow", OnlineFault.OtherTime },
        { "found and no status", OnlineFault.Malformed },
        { "found and no beginning", OnlineFault.Malformed },
        { "an end before the beginning", OnlineFault.Malformed },
        { "a status that there is not", OnlineFault.Malformed },
        { "not found and in force", OnlineFault.Malformed },
        { "a field of tomorrow", OnlineFault.Malformed },
        { "no answer", OnlineFault.Malformed },
        { "a certificate that there is not", OnlineFault.BadCertificate },
        { "a certificate of three bytes", OnlineFault.BadCertificate },
        { "another's key", OnlineFault.OtherSigner },
        { "a changed answer", OnlineFault.BadSignature },
        { "a changed signature", OnlineFault.BadSignature },
        { "no signature", OnlineFault.BadSignature },
        { "another algorithm", OnlineFault.BadSignature },
    };

    [Fact]
    public async Task An_answer_that_agrees_counts_and_is_the_evidence()
    {
        var finding = await AskAsync(question => Sign(question, Good()));
        Assert.Equal((OnlineFault.None, CheckOutcome.Met), (finding.Fault, finding.Outcome));
        Assert.Empty(finding.DifferencesFrom(Record));
        Assert.Equal(("D144000001", "粤建许〔2020〕1号"), (finding.Question!.CertificateNo, finding.Question.DocumentNo));
        var again = await Check().VerifyAsync(OnlineEvidence.Parser.ParseFrom(finding.Evidence!.ToByteArray()), CancellationToken.None);
        Assert.Equal(finding, again);
    }

    [Fact]
    public async Task What_books_and_chain_say_differently_is_named()
    {
        var other = await AskAsync(question => Sign(question, Changed(Good(), answer =>
        {
            answer.Status = CredentialStatus.Revoked;
            answer.EffectiveFrom++;
            answer.EffectiveUntil = 0;
        })));
        Assert.Equal(CheckOutcome.NotMet, other.Outcome);
        Assert.Equal(["status", "effective_from", "effective_until"], other.DifferencesFrom(Record));

        var unknown = await AskAsync(question => Sign(question, new OnlineAnswer
        {
            SubjectUscc = Subject,
            IssuerUscc = Seed.Issuer.Uscc,
            AnsweredAt = Now,
        }));
        Assert.Equal((CheckOutcome.NotMet, OnlineFault.None), (unknown.Outcome, unknown.Fault));
        Assert.Equal(["found"], unknown.DifferencesFrom(Record));
    }

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task A_wrong_answer_is_none(string what, OnlineFault fault)
    {
        var finding = await AskAsync(question => Spoil(what, question));
        Assert.Equal((fault, CheckOutcome.Unknown), (finding.Fault, finding.Outcome));
        Assert.True(finding is { Evidence: null, Answer: null } && finding.Detail.Length > 0);
    }

    [Fact]
    public async Task Bytes_that_are_no_message_are_no_answer() => Assert.Equal(
        OnlineFault.Malformed, (await AskAsync(_ => new OnlineReply(new byte[] { 0xFF, 1 }))).Fault);

    [Fact]
    public async Task A_connectors_fault_is_the_findings() => Assert.Equal(
        (OnlineFault.TimedOut, "late"), Of(await AskAsync(_ => new OnlineReply(default, OnlineFault.TimedOut, "late"))));

    [Fact]
    public async Task Two_questions_about_the_same_differ_so_that_no_answer_serves_twice()
    {
        OnlineReply? first = null;
        await AskAsync(question => first = Sign(question, Good()));
        Assert.Equal(OnlineFault.OtherQuestion, (await AskAsync(_ => first!)).Fault);
    }

    /// <summary>Evidence that somebody changed afterwards, a byte at a time, is evidence of nothing, or of the same.</summary>
    [Fact]
    public async Task Evidence_is_spoilt_by_any_change_of_what_it_proves()
    {
        var kept = (await AskAsync(question => Sign(question, Good()))).Evidence!;
        foreach (var at in Enumerable.Range(0, kept.Question.Length).Where(at => at % 7 == 0))
        {
            var bytes = kept.Question.ToByteArray();
            bytes[at] ^= 1;
            var spoilt = kept.Clone();
            spoilt.Question = ByteString.CopyFrom(bytes);
            Assert.NotEqual(OnlineFault.None, (await Check().VerifyAsync(spoilt, CancellationToken.None)).Fault);
        }

        kept.ReceivedAt = Now - Day;
        Assert.Equal(OnlineFault.OtherTime, (await Check().VerifyAsync(kept, CancellationToken.None)).Fault);
    }

    private static (OnlineFault Fault, string Detail) Of(OnlineFinding finding) => (finding.Fault, finding.Detail);

    private static OnlineReply Spoil(string what, ReadOnlyMemory<byte> question)
    {
        var answer = Changed(Good(), answer => Spoil(what, answer));
        var key = what == "another's key" ? Seed.Validators[0].Owner : Seed.Issuer;
        using var signer = key.KeyPair.CreateSigner();
        var other = what == "another question" ? new byte[] { 1 } : question;
        var signed = OnlineAnswers.Sign(Seed.Genesis.Hasher, other, answer, key.CertificateId, signer);
        switch (what)
        {
            case "a field of tomorrow":
                signed.Answer = ByteString.CopyFrom([.. signed.Answer.Span, 0xF8, 0x01, 0x01]);
                break;
            case "no answer":
                signed.Answer = ByteString.CopyFrom(0xFF);
                break;
            case "a certificate that there is not":
                signed.CertificateId = ByteString.CopyFrom(new byte[32]);
                break;
            case "a certificate of three bytes":
                signed.CertificateId = ByteString.CopyFrom(1, 2, 3);
                break;
            case "a changed answer":
                var changed = OnlineAnswer.Parser.ParseFrom(signed.Answer);
                changed.EffectiveUntil += Day;
                signed.Answer = changed.ToByteString();
                break;
            case "a changed signature":
                var bytes = signed.Signature.Value.ToByteArray();
                bytes[^1] ^= 1;
                signed.Signature.Value = ByteString.CopyFrom(bytes);
                break;
            case "no signature":
                signed.Signature = null;
                break;
            case "another algorithm":
                signed.Signature.Algorithm++;
                break;
        }

        return new OnlineReply(signed.ToByteArray());
    }

    private static void Spoil(string what, OnlineAnswer answer)
    {
        switch (what)
        {
            case "another subject":
                answer.SubjectUscc = "91440400MA4UWX0R6T";
                break;
            case "another authority":
                answer.IssuerUscc = Seed.Validators[0].Owner.Uscc;
                break;
            case "an old answer":
                answer.AnsweredAt = Now - Day;
                break;
            case "an answer of tomorrow":
                answer.AnsweredAt = Now + Day;
                break;
            case "found and no status":
                answer.Status = CredentialStatus.Unspecified;
                break;
            case "found and no beginning":
                answer.EffectiveFrom = 0;
                break;
            case "an end before the beginning":
                answer.EffectiveUntil = answer.EffectiveFrom;
                break;
            case "a status that there is not":
                answer.Status = (CredentialStatus)99;
                break;
            case "not found and in force":
                answer.Found = false;
                break;
        }
    }

    private static OnlineAnswer Good() => new()
    {
        SubjectUscc = Subject,
        IssuerUscc = Seed.Issuer.Uscc,
        Found = true,
        Status = CredentialStatus.InForce,
        EffectiveFrom = Record.Recorded.EffectiveFrom,
        EffectiveUntil = Record.Recorded.EffectiveUntil,
        AnsweredAt = Now,
    };

    private static OnlineAnswer Changed(OnlineAnswer answer, Action<OnlineAnswer> change)
    {
        change(answer);
        return answer;
    }

    private static OnlineReply Sign(ReadOnlyMemory<byte> question, OnlineAnswer answer)
    {
        using var signer = Seed.Issuer.KeyPair.CreateSigner();
        return new OnlineReply(
            OnlineAnswers.Sign(Seed.Genesis.Hasher, question, answer, Seed.Issuer.CertificateId, signer).ToByteArray());
    }

    private static OnlineCheck Check() => new(Seed.Genesis, new SignatureVerifier(), new SeedKeys(), TimeProvider.System);

    private static Task<OnlineFinding> AskAsync(Func<ReadOnlyMemory<byte>, OnlineReply> answer) =>
        Check().AskAsync(new Connector(answer), Record.Recorded, Now, CancellationToken.None);

    private sealed class Connector(Func<ReadOnlyMemory<byte>, OnlineReply> answer) : IOnlineAuthority
    {
        public Task<OnlineReply> AskAsync(ReadOnlyMemory<byte> question, CancellationToken cancellationToken) =>
            Task.FromResult(answer(question));
    }

    private sealed class SeedKeys : IAuthorityKeys
    {
        public Task<(PublicKey Key, string Uscc)?> FindAsync(Digest certificateId, long time, CancellationToken cancellationToken)
        {
            var who = new[] { Seed.Issuer, Seed.Validators[0].Owner }.FirstOrDefault(one => one.CertificateId == certificateId);
            return Task.FromResult<(PublicKey Key, string Uscc)?>(who is null ? null : (who.KeyPair.PublicKey, who.Uscc));
        }
    }
}
