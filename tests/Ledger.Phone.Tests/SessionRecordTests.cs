using Google.Protobuf;
using Ledger.Client.Evidence;
using Ledger.Client.Sessions;
using Ledger.Contracts.Evidence;
using Ledger.Crypto;
using Ledger.Protocol;
using Ledger.Protocol.Sessions;
using Ledger.Protocol.V1;

namespace Ledger.Phone.Tests;

/// <summary>Genuine sessions end as records on the chain, which their openings, and nothing else, explain.</summary>
public sealed class SessionRecordTests(RunningConsortium consortium) : IClassFixture<RunningConsortium>
{
    private IHasher Hasher => consortium.Page.Genesis.Hasher;

    [Fact]
    public async Task Confirmed_sessions_stand_on_the_chain_and_their_openings_explain_them()
    {
        var login = await ConfirmAsync(RunningConsortium.Login);
        var sign = await ConfirmAsync(new ScanRequest
        {
            Act = ScanAct.Sign,
            Origin = RunningConsortium.Origin,
            Title = "签署投标函",
            Documents = [ScanDocument.FromContent("投标函", new byte[100], Hasher)],
        });
        SessionEvidence[] evidence = [SessionEvidence.Of(login, Hasher), SessionEvidence.Of(sign, Hasher)];
        (await consortium.Page.RecordSessionsAsync([.. evidence.Select(one => one.Session)])).EnsureDone();

        foreach (var (one, confirmation) in evidence.Zip([login, sign]))
        {
            var record = await RecordOf(one.Session);
            Assert.Equal(one.Session, record!.Session);
            Assert.Equal((confirmation.Answer.Ticket.Act, SessionResult.Confirmed), (record.Session.Act, record.Session.Result));
            Assert.InRange(record.Session.FinishedAt, record.Session.OpenedAt, record.RecordedAt);
            Assert.True(SessionRecords.IsOpenedBy(record.Session, Hasher, SessionOpening.Parser.ParseFrom(one.Opening.ToByteArray())));
            Assert.False(SessionRecords.IsOpenedBy(record.Session, Hasher, evidence.Single(other => other != one).Opening));
            Assert.True(ScanAnswers.IsSignedBy(one.Opening.Answer, consortium.Bidder.KeyPair.PublicKey, Hasher, new SignatureVerifier()));
        }

        // Again, in another grouping, as after a lost answer: harmless, and counted once.
        (await consortium.Page.RecordSessionsAsync([evidence[1].Session])).EnsureDone();
        var totals = await consortium.Page.ReadAsync(EvidenceTables.Totals, EvidenceTables.TotalsKey(consortium.Centre.Uscc, EvidenceTables.AllMonths));
        Assert.Equal(1ul, totals.Record!.Acts.Single(act => act.Act == ScanAct.Sign).Confirmed);
    }

    [Fact]
    public async Task A_record_shows_neither_subject_nor_payload_and_two_of_one_session_are_unlike()
    {
        var confirmation = await ConfirmAsync(RunningConsortium.Login);
        var (one, other) = (SessionEvidence.Of(confirmation, Hasher).Session, SessionEvidence.Of(confirmation, Hasher).Session);
        Assert.NotEqual(one.Commitment, other.Commitment);
        Assert.NotEqual(one.PayloadDigest, other.PayloadDigest);
        Assert.NotEqual(one.ConfirmationDigest, other.ConfirmationDigest);
        Assert.NotEqual(confirmation.Answer.Ticket.Digest, one.PayloadDigest);
    }

    [Fact]
    public async Task The_nodes_word_on_the_time_counts_only_within_what_was_signed()
    {
        var confirmation = await ConfirmAsync(RunningConsortium.Login);
        var ticket = confirmation.Answer.Ticket;
        Assert.Equal(ticket.Exp, SessionEvidence.Of(confirmation with { ConfirmedAt = long.MaxValue }, Hasher).Session.FinishedAt);
        Assert.Equal(ticket.Iat, SessionEvidence.Of(confirmation with { ConfirmedAt = 0 }, Hasher).Session.FinishedAt);
    }

    [Fact]
    public async Task Only_a_trading_centre_records()
    {
        var evidence = SessionEvidence.Of(await ConfirmAsync(RunningConsortium.Login), Hasher);
        using var bidder = consortium.ClientOf(consortium.Bidder);
        var result = await bidder.RecordSessionsAsync([evidence.Session]);
        Assert.Equal(RefusalCode.NotPermitted, (RefusalCode)result.Outcome!.Code);
        Assert.Null(await RecordOf(evidence.Session));
    }

    [Theory]
    [InlineData("salt")]
    [InlineData("subject_uscc")]
    [InlineData("finished_at")]
    [InlineData("algorithm")]
    [InlineData("number")]
    public async Task A_changed_opening_opens_nothing(string field)
    {
        var evidence = SessionEvidence.Of(await ConfirmAsync(RunningConsortium.Login), Hasher);
        var changed = evidence.Opening.Clone();
        switch (field)
        {
            case "salt": changed.Salt = ByteString.CopyFrom(new byte[32]); break;
            case "subject_uscc": changed.SubjectUscc = consortium.Centre.Uscc; break;
            case "finished_at": changed.FinishedAt = changed.Answer.Ticket.Exp; break;
            case "algorithm": changed.Answer.Signature.Algorithm += 256; break;
            default: changed.Answer.Number = (changed.Answer.Number + 1) % 100; break;
        }

        Assert.True(SessionRecords.IsOpenedBy(evidence.Session, Hasher, evidence.Opening));
        Assert.False(SessionRecords.IsOpenedBy(evidence.Session, Hasher, changed));
    }

    private async Task<SessionRecord?> RecordOf(FinishedSession session)
    {
        var key = EvidenceTables.SessionKey(consortium.Centre.Uscc, session.Commitment.Span);
        return (await consortium.Page.ReadAsync(EvidenceTables.Sessions, key)).Record;
    }

    private async Task<ScanConfirmation> ConfirmAsync(ScanRequest request)
    {
        var session = await consortium.Page.OpenScanAsync(request);
        var outcome = session.WaitAsync();
        var scanned = await new PhoneClient(consortium.PhoneSide, consortium.NewVault()).ScanAsync(session.QrText);
        await scanned.ConfirmAsync(session.Number, RunningConsortium.Pin);
        return (await outcome).Confirmation!;
    }
}
