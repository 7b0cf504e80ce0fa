using Google.Protobuf;
using Ledger.Client.Evidence;
using Ledger.Client.Sessions;
using Ledger.Crypto;
using Ledger.Crypto.Signatures;
using Ledger.Protocol;
using Ledger.Protocol.Sessions;
using Ledger.Protocol.V1;

namespace Ledger.Phone.Tests;

/// <summary>Genuine sessions end in their centre's book, and their openings, and nothing else, explain them.</summary>
public sealed class SessionRecordTests(RunningConsortium consortium) : IClassFixture<RunningConsortium>
{
    private IHasher Hasher => consortium.Page.Genesis.Hasher;

    [Fact]
    public async Task Openings_explain_confirmed_sessions()
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
        foreach (var (one, confirmation) in evidence.Zip([login, sign]))
        {
            Assert.Equal((confirmation.Answer.Ticket.Act, SessionResult.Confirmed), (one.Session.Act, one.Session.Result));
            Assert.True(SessionRecords.IsOpenedBy(one.Session, Hasher, SessionOpening.Parser.ParseFrom(one.Opening.ToByteArray())));
            Assert.False(SessionRecords.IsOpenedBy(one.Session, Hasher, evidence.Single(other => other != one).Opening));
            Assert.True(ScanAnswers.IsSignedBy(one.Opening.Answer, consortium.Bidder.KeyPair.PublicKey, Hasher, new SignatureVerifier()));
        }
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
        var book = new SessionBook
        {
            Day = SessionBooks.DayOf(DateTimeOffset.UtcNow.ToUnixTimeMilliseconds()) - 1,
            Secret = ByteString.CopyFrom(new byte[SessionBooks.SecretBytes]),
            Depth = SessionBooks.DepthMin,
        };
        using var bidder = consortium.ClientOf(consortium.Bidder);
        var result = await bidder.RecordSessionsAsync(book);
        Assert.Equal(RefusalCode.NotPermitted, (RefusalCode)result.Outcome!.Code);
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

    private async Task<ScanConfirmation> ConfirmAsync(ScanRequest request)
    {
        var session = await consortium.Page.OpenScanAsync(request);
        var outcome = session.WaitAsync();
        var scanned = await new PhoneClient(consortium.PhoneSide, consortium.NewVault()).ScanAsync(session.QrText);
        await scanned.ConfirmAsync(session.Number, RunningConsortium.Pin);
        return (await outcome).Confirmation!;
    }
}
