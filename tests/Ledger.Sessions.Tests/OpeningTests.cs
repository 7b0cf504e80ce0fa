using Google.Protobuf;
using Ledger.Crypto.Signatures;
using Ledger.Protocol;
using Ledger.Protocol.Sessions;
using Ledger.Protocol.V1;

namespace Ledger.Sessions.Tests;

/// <summary>Who opens sessions, and which (DOMAIN §3, Ours).</summary>
public sealed class OpeningTests
{
    private static readonly Dictionary<string, (
        RefusalCode Code, Action<World, OpenScanRequest> Change)> Changes = new(StringComparer.Ordinal)
        {
            ["another version"] = (RefusalCode.BadSessionField, (_, request) => request.Ticket.V = 2),
            ["no act"] = (RefusalCode.BadSessionField, (_, request) => request.Ticket.Act = ScanAct.Unspecified),
            ["an unknown act"] = (RefusalCode.BadSessionField, (_, request) => request.Ticket.Act = (ScanAct)6),
            ["a short sid"] = (RefusalCode.BadSessionField, (_, request) => request.Ticket.Sid = World.Fill(1, 15)),
            ["a short nonce digest"] = (RefusalCode.BadSessionField, (_, request) => request.Ticket.NonceDigest = World.Fill(1, 31)),
            ["a plain http origin"] = (RefusalCode.BadSessionField, (_, request) => request.Ticket.Origin = "http://ggzy.zhuhai.gov.cn"),
            ["an origin with a path"] = (RefusalCode.BadSessionField, (_, request) => request.Ticket.Origin = World.Origin + "/"),
            ["an origin with a user"] = (
            RefusalCode.BadSessionField, (_, request) => request.Ticket.Origin = "https://ggzy.zhuhai.gov.cn@evil.example"),
            ["a login of 60,001 ms"] = (RefusalCode.BadSessionField, (_, request) => request.Ticket.Exp = request.Ticket.Iat + 60_001),
            ["exp at iat"] = (RefusalCode.BadSessionField, (_, request) => request.Ticket.Exp = request.Ticket.Iat),
            ["a short binding"] = (RefusalCode.BadSessionField, (_, request) => request.Binding = World.Fill(1, 31)),
            ["a number of three digits"] = (RefusalCode.BadSessionField, (_, request) => request.Number = 100),
            ["no details"] = (RefusalCode.BadSessionField, (_, request) => request.SealedDetails = ByteString.Empty),
            ["details of 32 KiB and a byte"] = (
            RefusalCode.BadSessionField, (_, request) => request.SealedDetails = World.Fill(1, (32 * 1024) + 1)),
            ["a clock 31 s behind"] = (RefusalCode.SessionClockSkew, (_, request) => Shift(request, -31_000)),
            ["a clock 31 s ahead"] = (RefusalCode.SessionClockSkew, (_, request) => Shift(request, 31_000)),
            ["from before the node's start"] = (RefusalCode.SessionClockSkew, (_, request) => Shift(request, -1)),
            ["an unknown certificate"] = (RefusalCode.UnknownSigner, (_, request) => request.CertificateId = World.Fill(8, 32)),
            ["a bidder's certificate"] = (RefusalCode.NotPermitted, (world, request) => request.CertificateId = world.Bidder.CertificateId),
        };

    private static readonly Dictionary<string, Action<World, OpenScanRequest>> Spoilings = new(StringComparer.Ordinal)
    {
        ["the origin"] = (_, request) => request.Ticket.Origin = "https://evil.example",
        ["the digest"] = (_, request) => request.Ticket.Digest = World.Fill(0x78, 32),
        ["the act"] = (_, request) => request.Ticket.Act = ScanAct.Sign,
        ["the binding"] = (_, request) => request.Binding = World.Fill(1, 32),
        ["the number"] = (_, request) => request.Number = 43,
        ["the details"] = (_, request) => request.SealedDetails = World.Fill(0x12, 100),
        ["the signature"] = (_, request) => request.Signature.Value = World.Fill(1, 70),
        ["the algorithm"] = (_, request) => request.Signature.Algorithm = 2,
    };

    public static TheoryData<string> ChangeNames => new(Changes.Keys);

    public static TheoryData<string> SpoilingNames => new(Spoilings.Keys);

    [Theory]
    [MemberData(nameof(ChangeNames))]
    public void A_session_is_refused_for(string name)
    {
        var world = new World();
        var (code, change) = Changes[name];
        Assert.Equal(code, world.Book.Open(world.Request(change: request => change(world, request)).Request, out _).Code);
        Assert.Equal(0, world.Book.Count);
    }

    [Theory]
    [MemberData(nameof(SpoilingNames))]
    public void The_centre_signs(string name)
    {
        var world = new World();
        Assert.Equal(
            RefusalCode.BadScanSignature,
            world.Book.Open(world.Request(spoil: request => Spoilings[name](world, request)).Request, out _).Code);
    }

    [Fact]
    public void The_centres_certificate_counts_now()
    {
        var world = new World();
        world.Chain.AddCertificate(world.Centre, record => record.RevokedAt = world.Clock.NowMs);
        Assert.Equal(RefusalCode.CertificateNotValid, world.Book.Open(world.Request().Request, out _).Code);
    }

    [Fact]
    public void The_same_request_is_taken_once_while_it_could_be_taken_at_all()
    {
        var world = new World();
        var opened = world.Open();
        Assert.Equal(RefusalCode.SessionReplayed, world.Book.Open(opened.Request, out _).Code);
        world.Clock.Advance(29_000);
        Assert.Equal(RefusalCode.SessionReplayed, world.Book.Open(opened.Request, out _).Code);
        world.Clock.Advance(1_000_000);
        Assert.Equal(RefusalCode.SessionClockSkew, world.Book.Open(opened.Request, out _).Code);
    }

    [Fact]
    public void A_nonce_is_used_once()
    {
        var world = new World();
        var first = world.Open();
        var second = world.Request(change: request => request.Ticket.NonceDigest = first.Request.Ticket.NonceDigest);
        Assert.Equal(RefusalCode.SessionReplayed, world.Book.Open(second.Request, out _).Code);
    }

    [Fact]
    public void A_restart_forgets_every_session_and_takes_none_from_before()
    {
        var world = new World();
        var opened = world.OpenAndScan();
        world.Clock.Advance(10);
        var restarted = new ScanSessionBook(
            world.Chain, new SignatureVerifier(), new RegisteredAcceptance(), world.Options, world.Clock,
            Microsoft.Extensions.Logging.Abstractions.NullLogger<ScanSessionBook>.Instance);
        Assert.Equal(RefusalCode.UnknownSession, restarted.Confirm(world.Answer(opened), out _).Code);
        Assert.Equal(RefusalCode.SessionClockSkew, restarted.Open(opened.Request, out _).Code);
    }

    [Fact]
    public void Sessions_are_bounded_in_number_and_freed_by_time()
    {
        var world = new World(new ScanSessionOptions { SessionsMax = 3, CentrePart = 1 });
        for (var i = 0; i < 3; i++)
        {
            world.Open();
        }

        Assert.Equal(RefusalCode.TooManySessions, world.Book.Open(world.Request().Request, out _).Code);
        world.Clock.Advance(60_000 + world.Options.KeepEndedMs);
        world.Open();
        Assert.Equal(1, world.Book.Count);
        Assert.Equal(100, world.Book.Bytes);
    }

    [Fact]
    public void Each_centre_has_a_rate()
    {
        var world = new World(new ScanSessionOptions { CentreOpensBurst = 2, CentreOpensPerSecond = 1 });
        world.Open();
        world.Open();
        Assert.Equal(RefusalCode.TooManySessionsOfCentre, world.Book.Open(world.Request().Request, out _).Code);
        world.Clock.Advance(1_000);
        world.Open();
        Assert.Equal(RefusalCode.TooManySessionsOfCentre, world.Book.Open(world.Request().Request, out _).Code);
    }

    [Fact]
    public void One_centre_cannot_take_the_sessions_of_the_others()
    {
        var world = new World(new ScanSessionOptions { SessionsMax = 8 });
        world.Chain.AddMember(world.OtherBidder.Uscc, Role.TradingCentre);
        world.Open();
        world.Open();
        Assert.Equal(RefusalCode.TooManySessionsOfCentre, world.Book.Open(world.Request().Request, out _).Code);
        Assert.Equal(RefusalCode.None, world.Book.Open(OfOther(world), out _).Code);
        world.Clock.Advance(60_000 + world.Options.KeepEndedMs);
        world.Open();
    }

    [Fact]
    public void One_centre_cannot_take_the_bytes_of_the_others()
    {
        var world = new World(new ScanSessionOptions { BytesMax = 4 * 70_000 });
        world.Chain.AddMember(world.OtherBidder.Uscc, Role.TradingCentre);
        var own = world.OpenAndScan(ScanAct.Sign);
        World.Done(world.Push(own, RelaySide.Pc, 0, bytes: 65_536));
        Assert.Equal(RefusalCode.RelayFull, world.Push(own, RelaySide.Pc, 1, bytes: 65_536).Code);
        Assert.Equal(RefusalCode.None, world.Book.Open(OfOther(world), out _).Code);
    }

    private static OpenScanRequest OfOther(World world)
    {
        var other = world.OtherBidder;
        return world.Request(spoil: request =>
        {
            request.CertificateId = other.CertificateId;
            request.Signature = other.Sign(ScanTickets.SignedByCentre(
                world.Chain.Hasher,
                world.Chain.ChainId,
                request.Ticket,
                ScanTickets.Context(world.Chain.Hasher, request.Binding.Span, request.Number, request.SealedDetails.Span)));
        }).Request;
    }

    private static void Shift(OpenScanRequest request, long ms)
    {
        request.Ticket.Iat += ms;
        request.Ticket.Exp += ms;
    }
}
