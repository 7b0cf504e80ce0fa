using Ledger.Client;
using Ledger.Client.Guarantees;
using Ledger.Client.Mailbox;
using Ledger.Crypto;
using Ledger.Crypto.Keys;
using Ledger.Crypto.Sealing;
using Ledger.Host.Consortium;
using Ledger.Mail;
using Ledger.Mail.Documents;
using Ledger.Mail.Mailboxes;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema.Guarantee;
using Ledger.Schema.Tender;
using Ledger.Seeds;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Orders.Tests;

/// <summary>
/// A plain and a blind order over four validators and their mailboxes: from the application to the opening, the reveal and the restored
/// document.
/// </summary>
public sealed class ConsortiumTests : IAsyncLifetime
{
    private const string PlainSection = "E4404000001001043001001";
    private const string BlindSection = "E4404000001001043001002";
    private const long DayMs = 24L * 60 * 60 * 1000;
    private readonly string _folder = Directory.CreateTempSubdirectory("ledger-orders").FullName;
    private readonly ConsortiumSeed _seed = ConsortiumSeed.Create(start: DateTimeOffset.UtcNow.AddMinutes(-1));
    private readonly ShiftedClock _clock = new();
    private readonly Dictionary<string, KeyPair> _openingKeys = new[] { PlainSection, BlindSection }
        .ToDictionary(code => code, _ => KeyPair.Generate(SignatureAlgorithm.Sm2Sm3));
    private readonly List<IDisposable> _owned = [];
    private LocalConsortium _consortium = null!;
    private Participant _bidder = null!;
    private Participant _tenderer = null!;
    private LedgerClient _centre = null!;

    public async Task InitializeAsync()
    {
        _bidder = _seed.Authorities[1].Certify("91440400MA4UWX0R6T", "珠海建设有限公司");
        _tenderer = _seed.Authorities[0].Certify("12350100MB02709751", "招标人");
        _consortium = await LocalConsortium.StartAsync(
            new ConsortiumOptions
            {
                DataDirectory = Path.Combine(_folder, "nodes"),
                Genesis = _seed.Genesis,
                Clock = _clock,
                Validators =
                [
                    .. _seed.Validators.Select(v => new ConsortiumValidator(v.Name, v.KeyPair.CreateSigner(), v.Receipts.CreateSigner())),
                ],
                Mail = new MailOptions
                {
                    Mailbox = new MailboxOptions { StampBits = 4 },
                    Documents = new DocumentOptions { StampBits = 4 },
                    FreeDiskBytesMin = 0,
                },
            },
            NullLoggerFactory.Instance,
            CancellationToken.None);
        _centre = ClientOf(_seed.Zhuhai);
        var opening = _clock.GetUtcNow().ToUnixTimeMilliseconds() + (25 * DayMs);
        await new AnnouncedSections(_seed, _tenderer, _bidder, World.BondFen)
            .AnnounceAsync(_centre, code => _openingKeys[code].PublicKey, opening, PlainSection, BlindSection);
    }

    public async Task DisposeAsync()
    {
        _owned.ForEach(owned => owned.Dispose());
        await _consortium.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Orders_live_from_the_application_to_the_restored_document()
    {
        var guarantor = _seed.Guarantors.First(one => one.Form == GuaranteeForm.Bank);
        var mail = MailOf();
        var (mailbox, card) = mail.NewMailbox();
        using var desk = new GuarantorDesk(new DeskOptions
        {
            Book = Book(guarantor.Participant, mail),
            Mailbox = mailbox,
            Form = guarantor.Form,
            LegalNature = guarantor.LegalNature,
            PayAccount = World.Basic,
            IssueSlots = 4,
            SurrenderSlots = 1,
        });
        using var orders = new BidderOrders(Book(_bidder, MailOf()));
        var cards = new GuarantorCards(ClientOf(guarantor.Participant));
        (await cards.PublishAsync(guarantor.Form, card, CoverTiers.Default)).EnsureDone();
        var published = Assert.Single((await new GuarantorCards(ClientOf(_bidder)).ListAsync()).Cards);
        Assert.Equal((guarantor.Participant.Uscc, guarantor.Participant.Name, card), (published.Uscc, published.Name, published.Mailbox));

        var plain = await RunAsync(orders, desk, Request(published.Uscc, PlainSection, blind: false));
        var blind = await RunAsync(orders, desk, Request(published.Uscc, BlindSection, blind: true));
        (await cards.WithdrawAsync()).EnsureDone(); // orders that there are go on
        Assert.Null(await cards.FindAsync(published.Uscc));
        Assert.Equal(
            RefusalCode.CardMissing,
            (await Assert.ThrowsAsync<RefusedException>(async () => (await cards.WithdrawAsync()).EnsureDone())).Code);
        var batcher = new SealedBatcher(desk, TimeSpan.FromMinutes(10), TimeProvider.System, NullLogger<SealedBatcher>.Instance);
        var outcome = await batcher.SendNowAsync();
        Assert.Equal((2, 4, 1), (outcome.Issued, outcome.IssueRecords, outcome.SurrenderRecords));
        await orders.ReceiveAsync();
        Assert.All(orders.List(), view => Assert.Equal(OrderState.IssuedSealed, view.State));
        Assert.Empty(desk.Show(blind).Terms!.SectionCode);

        await orders.RequestChangeAsync(blind, ChangeKind.Amount, 50_000_000, null);
        await desk.ReceiveAsync();
        await desk.ApproveChangeAsync(blind, World.Decision(30_000));
        outcome = await batcher.SendNowAsync();
        Assert.Equal((1, 4, 1), (outcome.Issued, outcome.IssueRecords, outcome.SurrenderRecords));
        await orders.ReceiveAsync();
        Assert.Equal(2u, orders.Show(blind).Terms!.Version);

        await OpenAsync();
        Assert.Equal(GuaranteeState.Revealed, (await RevealAsync(PlainSection, plain, desk)).State);
        Assert.Equal(GuaranteeState.Revealed, (await RevealAsync(BlindSection, blind, desk)).State);
        await desk.EndorseAsync(blind, World.Digest(6));
        await desk.EndorseAsync(blind, World.Digest(6)); // once, however often it is tried

        foreach (var (id, section) in new[] { (plain, PlainSection), (blind, BlindSection) })
        {
            var record = (
                await _centre.ReadAsync(
                    GuaranteeTables.Guarantees, GuaranteeTables.Guarantees.Key(desk.Show(id).GuaranteeId.Span))).Record!;
            var announced = (await _centre.ReadAsync(TenderTables.Sections, TenderTables.Sections.Key(section))).Record!;
            Assert.Empty(BondCompliance.Check(record, announced, (await _centre.GetStatusAsync()).BlockTime));
            Assert.Equal(desk.Show(id).ApplicationDigest.ToArray(), record.Terms.ApplicationDigest.ToByteArray());
            Assert.Equal(desk.Show(id).Terms!.AmountFen, record.Versions[^1].AmountFen);
        }
    }

    private async Task<string> RunAsync(BidderOrders orders, GuarantorDesk desk, OrderRequest request)
    {
        var id = Convert.ToHexStringLower((await orders.ApplyAsync(request)).OrderId.Span);
        await desk.ReceiveAsync();
        await desk.ApproveAsync(id, World.Decision());
        await orders.ReceiveAsync();
        await orders.ConfirmPaymentAsync(id, World.Basic);
        await orders.SignContractAsync(id, World.Digest(8));
        await desk.ReceiveAsync();
        Assert.Equal(OrderState.AwaitIssue, desk.Show(id).State);
        return id;
    }

    private OrderRequest Request(string guarantor, string section, bool blind) => new()
    {
        GuarantorUscc = guarantor,
        SectionCode = section,
        Applicant = new OrderApplicant { Uscc = _bidder.Uscc, Name = _bidder.Name, BasicAccount = World.Basic },
        TenderDocumentDigest = World.Digest(3),
        IsBlind = blind,
    };

    private async Task<Guarantee> RevealAsync(string section, string orderId, GuarantorDesk desk)
    {
        using var key = new OpeningKey(_openingKeys[section]);
        var opening = await new GuaranteeOpener(_seed.Genesis, section, key).OpenAsync(_centre);
        Assert.NotEmpty(opening.Opened);
        var open = new OpenGuarantees { SectionCode = section, Guarantees = { opening.Opened } };
        (await _centre.SubmitAsync(new Call { Guarantee = new GuaranteeCall { Open = open } })).EnsureDone();
        return (
            await _centre.ReadAsync(
                GuaranteeTables.Guarantees, GuaranteeTables.Guarantees.Key(desk.Show(orderId).GuaranteeId.Span))).Record!;
    }

    private async Task OpenAsync()
    {
        _clock.Shift(TimeSpan.FromDays(25));
        var due = _clock.GetUtcNow().ToUnixTimeMilliseconds();
        while ((await _centre.GetStatusAsync()).BlockTime < due)
        {
            await Task.Delay(100);
        }

        Call Open(string code) => new()
        {
            Tender = new TenderCall
            {
                OpenSection = new BidderList(
                    _seed.Genesis, code, new byte[32], [_bidder.Uscc, _seed.Zhuhai.Uscc, "91350100M000100Y43"]).Opening(),
            },
        };
        (await _centre.SubmitAsync([Open(PlainSection), Open(BlindSection)])).EnsureDone();
    }

    private OrderBookOptions Book(Participant who, IOrderMail mail) => new()
    {
        Folder = Path.Combine(_folder, who.Uscc),
        Party = new OrderParty(_seed.Genesis, new ClientSigner(who.CertificateId, who.KeyPair.CreateSigner()), who.Uscc),
        Mail = mail,
        Chain = new LedgerOrderChain(ClientOf(who)),
    };

    private MailboxOrderMail MailOf() => new(
        Own(MailboxClient.Open(new MailboxClientOptions { Genesis = _seed.Genesis, Nodes = [_consortium.Nodes[0].Server.GrpcAddress] })),
        _seed.Genesis,
        []);

    private LedgerClient ClientOf(Participant who) => Own(LedgerClient.Open(new LedgerClientOptions
    {
        Genesis = _seed.Genesis,
        Node = _consortium.Nodes[0].Server.GrpcAddress,
        Signer = new ClientSigner(who.CertificateId, who.KeyPair.CreateSigner()),
        Retry = new RetryOptions { AttemptsMax = 8 },
    }));

    private T Own<T>(T owned)
        where T : IDisposable
    {
        _owned.Add(owned);
        return owned;
    }

    private sealed class ShiftedClock : TimeProvider
    {
        private long _shiftTicks;

        public override DateTimeOffset GetUtcNow() => System.GetUtcNow().AddTicks(Volatile.Read(ref _shiftTicks));

        internal void Shift(TimeSpan by) => Volatile.Write(ref _shiftTicks, by.Ticks);
    }
}
