using Ledger.Crypto.Hashing;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema;

namespace Ledger.Sessions.Tests;

/// <summary>PENDING → SCANNED → CONFIRMED | REJECTED | EXPIRED, once, by one phone, for one page (DOMAIN §3, Ours; DESIGN §7).</summary>
public sealed class AnswerTests
{
    private static readonly Dictionary<string, (RefusalCode Code, Action<World, ScanAnswer> Change)> Signed = new(StringComparer.Ordinal)
    {
        ["wrong origin"] = (RefusalCode.WrongOrigin, (_, answer) => answer.Ticket.Origin = "https://evil.example"),
        ["swapped payload"] = (RefusalCode.SwappedPayload, (_, answer) => answer.Ticket.Digest = World.Fill(0x78, 32)),
        ["swapped act"] = (RefusalCode.SwappedPayload, (_, answer) => answer.Ticket.Act = ScanAct.Sign),
        ["swapped context"] = (RefusalCode.SwappedPayload, (_, answer) => answer.Context = World.Fill(0x78, 32)),
        ["stale nonce"] = (RefusalCode.StaleAnswer, (_, answer) => answer.Ticket.NonceDigest = World.Fill(0x78, 32)),
        ["stale iat"] = (RefusalCode.StaleAnswer, (_, answer) => answer.Ticket.Iat++),
        ["stale exp"] = (RefusalCode.StaleAnswer, (_, answer) => answer.Ticket.Exp--),
        ["another chain"] = (RefusalCode.WrongChain, (_, answer) => answer.ChainId = World.Fill(0x78, 32)),
        ["wrong number"] = (RefusalCode.WrongNumber, (_, answer) => answer.Number = 41),
        ["unregistered certificate"] = (RefusalCode.UnknownSigner, (_, answer) => answer.CertificateId = World.Fill(0x78, 32)),
        ["another's certificate"] = (
            RefusalCode.BadScanSignature, (world, answer) => answer.CertificateId = world.OtherBidder.CertificateId),
    };

    private static readonly Dictionary<string, (RefusalCode Code, Action<ConfirmScanRequest> Spoil)> Unsigned = new(StringComparer.Ordinal)
    {
        ["result"] = (RefusalCode.BadScanSignature, request => request.Answer.Result = World.Fill(1, 32)),
        ["number"] = (RefusalCode.BadScanSignature, request => request.Answer.Number = 7),
        ["signature"] = (RefusalCode.BadScanSignature, request => request.Answer.Signature.Value = World.Fill(1, 70)),
        ["phone's secret"] = (RefusalCode.NotThePhone, request => request.PhoneSecret = World.OtherPhone),
        ["no secret"] = (RefusalCode.NotThePhone, request => request.PhoneSecret = Google.Protobuf.ByteString.Empty),
        ["no answer"] = (RefusalCode.BadSessionField, request => request.Answer = null),
        ["no ticket"] = (RefusalCode.BadSessionField, request => request.Answer.Ticket = null),
        ["no signature"] = (RefusalCode.BadSessionField, request => request.Answer.Signature = null),
        ["a short result"] = (RefusalCode.BadSessionField, request => request.Answer.Result = World.Fill(1, 31)),
        ["number of three digits"] = (RefusalCode.BadSessionField, request => request.Answer.Number = 100),
    };

    public static TheoryData<string> SignedNames => new(Signed.Keys);

    public static TheoryData<string> UnsignedNames => new(Unsigned.Keys);

    [Fact]
    public void A_session_is_scanned_and_confirmed()
    {
        var world = new World();
        var opened = world.Open();
        Assert.Equal(ScanState.Pending, world.StateOf(opened));
        World.Done(world.Claim(opened));
        Assert.Equal(ScanState.Scanned, world.StateOf(opened));
        var answer = world.Answer(opened);
        World.Done(world.Confirm(answer));
        World.Done(
            world.Book.Watch(new WatchScanRequest { Sid = opened.Request.Ticket.Sid, BrowserSecret = World.Browser }, out var update));
        Assert.Equal(ScanState.Confirmed, update!.State);
        Assert.Equal(answer.Answer, update.Answer);
    }

    [Theory]
    [MemberData(nameof(SignedNames))]
    public void An_answer_is_refused_for_a(string name)
    {
        var world = new World();
        var opened = world.OpenAndScan();
        var (code, change) = Signed[name];
        Assert.Equal(code, world.Confirm(world.Answer(opened, answer => change(world, answer))).Code);
        Assert.Equal(code == RefusalCode.WrongNumber ? ScanState.Rejected : ScanState.Scanned, world.StateOf(opened));
    }

    [Theory]
    [MemberData(nameof(UnsignedNames))]
    public void An_answer_with_a_changed(string name)
    {
        var world = new World();
        var opened = world.OpenAndScan();
        var (code, spoil) = Unsigned[name];
        Assert.Equal(code, world.Confirm(world.Answer(opened, spoil: spoil)).Code);
        Assert.Equal(ScanState.Scanned, world.StateOf(opened));
        World.Done(world.Confirm(world.Answer(opened)));
    }

    [Fact]
    public void A_wrong_number_cannot_be_tried_twice()
    {
        var world = new World();
        var opened = world.OpenAndScan();
        Assert.Equal(RefusalCode.WrongNumber, world.Confirm(world.Answer(opened, answer => answer.Number = 41)).Code);
        Assert.Equal(RefusalCode.SessionDecided, world.Confirm(world.Answer(opened)).Code);
    }

    [Fact]
    public void The_same_answer_again_is_a_replay_and_another_a_double_confirmation()
    {
        var world = new World();
        var opened = world.OpenAndScan();
        var answer = world.Answer(opened);
        World.Done(world.Confirm(answer));
        Assert.Equal(RefusalCode.AnswerReplayed, world.Confirm(answer).Code);
        Assert.Equal(RefusalCode.SessionDecided, world.Confirm(world.Answer(opened, change => change.Result = World.Fill(1, 32))).Code);
    }

    [Fact]
    public void An_answer_to_one_session_is_none_to_another()
    {
        var world = new World();
        var first = world.OpenAndScan();
        var second = world.OpenAndScan();
        var answer = world.Answer(first, change => change.Ticket.Sid = second.Request.Ticket.Sid);
        Assert.Equal(RefusalCode.StaleAnswer, world.Confirm(answer).Code);
    }

    [Fact]
    public void Of_two_phones_the_first_has_the_session()
    {
        var world = new World();
        var opened = world.OpenAndScan();
        World.Done(world.Claim(opened)); // the same phone, asking again after a lost answer
        Assert.Equal(RefusalCode.SessionClaimed, world.Claim(opened, World.OtherPhone).Code);
        Assert.Equal(
            RefusalCode.NotThePhone, world.Confirm(world.Answer(opened, spoil: request => request.PhoneSecret = World.OtherPhone)).Code);
    }

    [Fact]
    public async Task Two_phones_at_once_get_one_session()
    {
        var world = new World();
        var opened = world.Open();
        var phones = Enumerable.Range(1, 16).Select(i => World.Fill((byte)i, 32)).ToList();
        var claims = await Task.WhenAll(phones.Select(phone => Task.Run(() => world.Claim(opened, phone).Code)));
        Assert.Equal(1, claims.Count(code => code == RefusalCode.None));
        Assert.Equal(15, claims.Count(code => code == RefusalCode.SessionClaimed));
    }

    [Fact]
    public void Nothing_is_confirmed_that_was_not_scanned()
    {
        var world = new World();
        Assert.Equal(RefusalCode.SessionNotScanned, world.Confirm(world.Answer(world.Open())).Code);
    }

    [Fact]
    public void Only_who_has_seen_the_qr_fetches_and_claims()
    {
        var world = new World();
        var opened = world.Open();
        var wrong = opened with { Claim = World.Fill(1, 32) };
        Assert.Equal(RefusalCode.BadClaim, world.Claim(wrong).Code);
        Assert.Equal(
            RefusalCode.BadClaim,
            world.Book.Fetch(new FetchScanRequest { Sid = opened.Request.Ticket.Sid, Claim = wrong.Claim }, out _).Code);
        World.Done(world.Book.Fetch(new FetchScanRequest { Sid = opened.Request.Ticket.Sid, Claim = opened.Claim }, out var fetched));
        Assert.Equal(opened.Request.SealedDetails, fetched!.SealedDetails);
        Assert.Equal(opened.Context, fetched.Context);
    }

    [Theory]
    [InlineData(ScanAct.Login, 60_000)]
    [InlineData(ScanAct.Sign, 120_000)]
    [InlineData(ScanAct.Seal, 120_000)]
    [InlineData(ScanAct.Encrypt, 120_000)]
    [InlineData(ScanAct.Decrypt, 120_000)]
    public void A_phone_that_is_offline_comes_too_late(ScanAct act, long lifetimeMs)
    {
        var world = new World();
        var opened = world.OpenAndScan(act);
        var answer = world.Answer(opened);
        world.Clock.Advance(lifetimeMs - 1);
        Assert.Equal(ScanState.Scanned, world.StateOf(opened));
        world.Clock.Advance(1);
        Assert.Equal(RefusalCode.SessionExpired, world.Confirm(answer).Code);
        Assert.Equal(ScanState.Expired, world.StateOf(opened));
        world.Clock.Advance(world.Options.KeepEndedMs);
        world.Open();
        Assert.Equal(RefusalCode.UnknownSession, world.Confirm(answer).Code);
    }

    [Fact]
    public void A_qr_that_is_scanned_too_late_is_dead()
    {
        var world = new World();
        var opened = world.Open();
        world.Clock.Advance(60_000);
        Assert.Equal(RefusalCode.SessionExpired, world.Claim(opened).Code);
    }

    [Fact]
    public void A_centre_whose_clock_is_ahead_wins_no_time()
    {
        var world = new World();
        var opened = world.Open(
            change: request => (request.Ticket.Iat, request.Ticket.Exp) = (request.Ticket.Iat + 20_000, request.Ticket.Exp + 20_000));
        world.Clock.Advance(60_000);
        Assert.Equal(ScanState.Expired, world.StateOf(opened));
    }

    [Fact]
    public void The_person_may_decline_once()
    {
        var world = new World();
        var opened = world.OpenAndScan();
        var request = new RejectScanRequest { Sid = opened.Request.Ticket.Sid, PhoneSecret = World.OtherPhone };
        Assert.Equal(RefusalCode.NotThePhone, world.Book.Reject(request, out _).Code);
        request.PhoneSecret = World.Phone;
        World.Done(world.Book.Reject(request, out _));
        Assert.Equal(RefusalCode.SessionDecided, world.Book.Reject(request, out _).Code);
        Assert.Equal(RefusalCode.SessionDecided, world.Confirm(world.Answer(opened)).Code);
        Assert.Equal(ScanState.Rejected, world.StateOf(opened));
    }

    [Fact]
    public void The_certificate_is_checked_at_confirmation()
    {
        var world = new World();
        var opened = world.OpenAndScan();
        var answer = world.Answer(opened);
        world.Chain.AddCertificate(world.Bidder, record => record.RevokedAt = world.Clock.NowMs);
        Assert.Equal(RefusalCode.CertificateNotValid, world.Confirm(answer).Code);
        world.Chain.AddCertificate(world.Bidder, record => record.NotAfter = world.Clock.NowMs - 1);
        Assert.Equal(RefusalCode.CertificateNotValid, world.Confirm(answer).Code);
        world.Chain.AddCertificate(world.Bidder);
        World.Done(world.Confirm(answer));
    }

    [Fact]
    public void A_certificate_counts_where_it_is_accepted()
    {
        var acceptance = new Nowhere();
        var world = new World(acceptance: acceptance);
        var opened = world.OpenAndScan(ScanAct.Seal);
        Assert.Equal(RefusalCode.UntrustedIssuer, world.Confirm(world.Answer(opened)).Code);
        Assert.Equal((world.Centre.Uscc, ScanAct.Seal, world.Bidder.Uscc), acceptance.Asked);
    }

    [Fact]
    public void A_certificate_that_the_trust_list_does_not_know_is_not_accepted()
    {
        var world = new World(
            acceptance: new TrustListAcceptance(Hashers.For(Crypto.CryptoSuite.Guomi), new Crypto.Signatures.SignatureVerifier()));
        Assert.Equal(RefusalCode.CertificateNotAccepted, world.Confirm(world.Answer(world.OpenAndScan())).Code);
    }

    [Fact]
    public void Only_the_browser_that_opened_it_watches()
    {
        var world = new World();
        var opened = world.Open();
        var request = new WatchScanRequest { Sid = opened.Request.Ticket.Sid, BrowserSecret = World.Phone };
        Assert.Equal(RefusalCode.NotTheBrowser, world.Book.Watch(request, out _).Code);
        request.Sid = World.Fill(0xEE, 16);
        Assert.Equal(RefusalCode.UnknownSession, world.Book.Watch(request, out _).Code);
    }

    [Fact]
    public async Task The_browser_sees_every_state_and_the_end_by_time()
    {
        var world = new World();
        var opened = world.Open();
        var request = new WatchScanRequest { Sid = opened.Request.Ticket.Sid, BrowserSecret = World.Browser };
        await using var states = world.Book.FollowAsync(request, ScanState.Pending, CancellationToken.None).GetAsyncEnumerator();
        var next = states.MoveNextAsync();
        World.Done(world.Claim(opened));
        Assert.True(await next);
        Assert.Equal(ScanState.Scanned, states.Current.State);
        next = states.MoveNextAsync();
        Assert.False(next.IsCompleted);
        world.Clock.Advance(60_000);
        Assert.True(await next);
        Assert.Equal(ScanState.Expired, states.Current.State);
        Assert.False(await states.MoveNextAsync());
    }

    private sealed class Nowhere : IScanAcceptance
    {
        internal (string Centre, ScanAct Act, string Subject) Asked { get; private set; }

        public Refused Check(IStateReader state, Signer subject, string centreUscc, ScanAct act, long blockTime)
        {
            Asked = (centreUscc, act, subject.Uscc);
            return new Refused(RefusalCode.UntrustedIssuer, "Not here.");
        }
    }
}
