using Google.Protobuf;
using Ledger.Crypto.Signatures;
using Ledger.Protocol;
using Ledger.Protocol.Sessions;
using Ledger.Protocol.V1;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Sessions.Tests;

/// <summary>A book on virtual time, a centre that opens sessions in it, and phones that answer.</summary>
internal sealed class World
{
    internal const string Origin = "https://ggzy.zhuhai.gov.cn";
    private static readonly SignatureVerifier Verifier = new();
    private byte _next = 1;

    internal World(ScanSessionOptions? options = null, IScanAcceptance? acceptance = null)
    {
        Chain = new FakeChain(Clock);
        Chain.AddAuthority();
        Chain.AddMember(Centre.Uscc, Role.TradingCentre);
        Chain.AddCertificate(Centre);
        Chain.AddCertificate(Bidder);
        Chain.AddCertificate(OtherBidder);
        Options = options ?? new ScanSessionOptions();
        Book = new ScanSessionBook(
            Chain, Verifier, acceptance ?? new RegisteredAcceptance(), Options, Clock, NullLogger<ScanSessionBook>.Instance);
        Clock.Advance(1); // a node takes only what is younger than the newest block at its start
    }

    internal ManualClock Clock { get; } = new();

    internal FakeChain Chain { get; }

    internal ScanSessionOptions Options { get; }

    internal ScanSessionBook Book { get; }

    internal Party Centre { get; } = new("12440400MB2D000001", 1);

    internal Party Bidder { get; } = new("91440400MA4UWX0R6T", 2);

    internal Party OtherBidder { get; } = new("91440400MA4UWX0R7U", 3);

    internal static ByteString Phone { get; } = Fill(0x51, 32);

    internal static ByteString OtherPhone { get; } = Fill(0x52, 32);

    internal static ByteString Browser { get; } = Fill(0x53, 32);

    /// <summary>
    /// A request as the centre signs it; <paramref name="change"/> comes before the signature, <paramref name="spoil"/> after.
    /// </summary>
    internal Opened Request(ScanAct act = ScanAct.Login, Action<OpenScanRequest>? change = null, Action<OpenScanRequest>? spoil = null)
    {
        var nonce = Fill(_next, ScanLimits.NonceBytes).ToByteArray();
        var request = new OpenScanRequest
        {
            Ticket = new ScanTicket
            {
                V = ScanLimits.Version,
                Act = act,
                Sid = Fill(_next++, ScanLimits.SidBytes),
                Origin = Origin,
                NonceDigest = Bytes(ScanSecrets.NonceDigest(Chain.Hasher, ScanSecrets.Claim(Chain.Hasher, nonce))),
                Iat = Clock.NowMs,
                Exp = Clock.NowMs + ScanLimits.LifetimeMs(act),
                Digest = Fill(0x77, 32),
            },
            Binding = Bytes(ScanSecrets.BrowserBinding(Chain.Hasher, Browser.Span)),
            Number = 42,
            SealedDetails = Fill(0x11, 100),
            CertificateId = Centre.CertificateId,
        };
        change?.Invoke(request);
        if (!ScanTickets.Check(request.Ticket).IsRefused)
        {
            request.Signature = Centre.Sign(ScanTickets.SignedByCentre(Chain.Hasher, Chain.ChainId, request.Ticket, ContextOf(request)));
        }

        spoil?.Invoke(request);
        return new Opened(request, Bytes(ScanSecrets.Claim(Chain.Hasher, nonce)), Bytes(ContextOf(request)));
    }

    internal Opened Open(ScanAct act = ScanAct.Login, Action<OpenScanRequest>? change = null)
    {
        var opened = Request(act, change);
        Done(Book.Open(opened.Request, out _));
        return opened;
    }

    internal Opened OpenAndScan(ScanAct act = ScanAct.Login)
    {
        var opened = Open(act);
        Done(Claim(opened));
        return opened;
    }

    internal Refused Claim(Opened opened, ByteString? phone = null) => Book.Claim(
        new ClaimScanRequest
        {
            Sid = opened.Request.Ticket.Sid,
            Claim = opened.Claim,
            PhoneBinding = Bytes(ScanSecrets.PhoneBinding(Chain.Hasher, (phone ?? Phone).Span)),
        },
        out _);

    /// <summary>
    /// An answer as the bidder signs it; <paramref name="change"/> comes before the signature, <paramref name="spoil"/> after.
    /// </summary>
    internal ConfirmScanRequest Answer(Opened opened, Action<ScanAnswer>? change = null, Action<ConfirmScanRequest>? spoil = null)
    {
        var answer = new ScanAnswer
        {
            Ticket = opened.Request.Ticket.Clone(),
            Context = opened.Context,
            ChainId = Bytes(Chain.ChainId),
            CertificateId = Bidder.CertificateId,
            Number = opened.Request.Number,
            Result = Bytes(Digest.Zero),
        };
        change?.Invoke(answer);
        answer.Signature = Bidder.Sign(ScanAnswers.SignedByPhone(Chain.Hasher, answer));
        var request = new ConfirmScanRequest { PhoneSecret = Phone, Answer = answer };
        spoil?.Invoke(request);
        return request;
    }

    internal FetchScanResponse Fetch(Opened opened)
    {
        Done(Book.Fetch(new FetchScanRequest { Sid = opened.Request.Ticket.Sid, Claim = opened.Claim }, out var fetched));
        return fetched!;
    }

    internal Refused Confirm(ConfirmScanRequest request) => Book.Confirm(request, out _);

    internal ScanState StateOf(Opened opened)
    {
        Done(Book.Watch(new WatchScanRequest { Sid = opened.Request.Ticket.Sid, BrowserSecret = Browser }, out var update));
        return update!.State;
    }

    internal Refused Push(Opened opened, RelaySide from, uint sequence, int bytes = 10, ByteString? secret = null, bool isLast = false) =>
        Book.Push(
        new PushFrameRequest
        {
            Sid = opened.Request.Ticket.Sid,
            From = from,
            Secret = secret ?? (from == RelaySide.Pc ? Browser : Phone),
            Frame = new RelayFrame { Sequence = sequence, Sealed = Fill((byte)sequence, bytes), IsLast = isLast },
        },
        out _);

    internal static void Done(Refused refused) => Assert.True(!refused.IsRefused, $"{refused.Code}: {refused.Detail}");

    internal static ByteString Fill(byte value, int count) => ByteString.CopyFrom([.. Enumerable.Repeat(value, count)]);

    private static ByteString Bytes(Digest digest) => ByteString.CopyFrom(digest.ToArray());

    private Digest ContextOf(OpenScanRequest request) =>
        ScanTickets.Context(Chain.Hasher, request.Binding.Span, Math.Min(request.Number, ScanLimits.Numbers), request.SealedDetails.Span);

    /// <summary>A session as its page and the QR have it.</summary>
    internal sealed record Opened(OpenScanRequest Request, ByteString Claim, ByteString Context);
}
