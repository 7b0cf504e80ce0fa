using Google.Protobuf;
using Ledger.Client;
using Ledger.Crypto;
using Ledger.Crypto.Keys;
using Ledger.Crypto.Sealing;
using Ledger.Protocol.Orders;
using Ledger.Protocol.V1;
using Ledger.Seeds;
using Signer = Ledger.Schema.Signer;

namespace Ledger.Orders.Tests;

/// <summary>A guarantor's desk, two bidders and a trading centre over a fake chain and fake mailboxes.</summary>
internal sealed class World : IDisposable
{
    internal const string Section = "E4404000001001043001001";
    internal const string Other = "E4404000001001043001002";
    internal const long BondFen = 15_000_000;
    private readonly string _folder = Directory.CreateTempSubdirectory("ledger-orders").FullName;
    private readonly KeyPair _openingKey = KeyPair.FromSeed(SignatureAlgorithm.Sm2Sm3, Digest(7));
    private readonly List<IDisposable> _owned = [];
    private readonly byte[] _deskMailbox;
    private readonly MailboxCard _deskCard;
    private readonly byte[] _centreMailbox;

    internal World(DeskLimits? limits = null, int issueSlots = 4, int surrenderSlots = 2)
    {
        Seed = ConsortiumSeed.Create();
        Guarantor = Seed.Guarantors[0];
        Bidder = Seed.Authorities[1].Certify("91440400MA4UWX0R6T", "珠海建设有限公司");
        Rival = Seed.Authorities[1].Certify("91350100M000100Y43", "另一家建设有限公司");
        Tenderer = Seed.Authorities[0].Certify("12350100MB02709751", "招标人");
        Chain = new FakeChain(Guarantor.Participant.Uscc);
        Register(Guarantor.Participant, Role.Guarantor);
        Register(Seed.Zhuhai, Role.TradingCentre);
        Register(Bidder);
        Register(Rival);
        (_deskMailbox, _deskCard) = Mail.NewMailbox();
        (Limits, IssueSlots, SurrenderSlots) = (
            limits ?? new DeskLimits { TotalFen = 1_000_000_000, BidderFen = 500_000_000 }, issueSlots, surrenderSlots);
        Announce(Section);
        Announce(Other);
        Desk = OpenDesk();
        Orders = OpenBidder(Bidder);
        Card = new GuarantorCard
        {
            Uscc = Guarantor.Participant.Uscc,
            Name = Guarantor.Participant.Name,
            Form = Guarantor.Form,
            Mailbox = _deskCard,
            CoverTiersFen = { CoverTiers.Default.AmountsFen },
            EndTierMonths = (uint)CoverTiers.Default.EndMonths,
        };
        Chain.Cards[Card.Uscc] = Card;
        (_centreMailbox, CentreCard) = Mail.NewMailbox();
        Chain.CentreMailboxes[Seed.Zhuhai.Uscc] = CentreCard;
        Centre = OpenCentre(Seed.Zhuhai);
    }

    internal ConsortiumSeed Seed { get; }

    internal GuarantorSeed Guarantor { get; }

    internal Participant Bidder { get; }

    internal Participant Rival { get; }

    internal Participant Tenderer { get; }

    internal FakeChain Chain { get; }

    internal FakeMail Mail { get; } = new();

    internal MovedClock Clock { get; } = new();

    /// <summary>The bidders' randomness; a test may fix it.</summary>
    internal DrawnMoments Random { get; } = new();

    internal DeskLimits Limits { get; }

    internal int IssueSlots { get; }

    internal int SurrenderSlots { get; }

    internal GuarantorDesk Desk { get; private set; }

    internal BidderOrders Orders { get; private set; }

    internal GuarantorCard Card { get; }

    internal MailboxCard CentreCard { get; }

    internal CentreAttestations Centre { get; }

    internal static BankAccount Basic { get; } = new() { Name = "珠海建设有限公司", Number = "6222000012345678", Bank = "珠海银行" };

    internal static byte[] Digest(byte fill)
    {
        var digest = new byte[32];
        Array.Fill(digest, fill);
        return digest;
    }

    internal OpeningKey OpeningKey => new(_openingKey);

    public void Dispose()
    {
        Desk.Dispose();
        Orders.Dispose();
        _owned.ForEach(owned => owned.Dispose());
        Directory.Delete(_folder, recursive: true);
    }

    internal void Register(Participant who, Role? role = null) => Chain.Signers[who.CertificateId.ToString()] = new Signer(
        who.CertificateId, who.KeyPair.PublicKey, who.Uscc, role is { } one
            ? new Member { Uscc = who.Uscc, Active = true, Roles = { one } }
            : null);

    internal OrderParty PartyOf(Participant who) =>
        new(Seed.Genesis, new ClientSigner(who.CertificateId, who.KeyPair.CreateSigner()), who.Uscc);

    /// <summary>Signs a letter that a test has changed, in somebody's name.</summary>
    internal void Sign(OrderLetter letter, Participant who)
    {
        letter.CertificateId = ByteString.CopyFrom(who.CertificateId.ToArray());
        letter.Signature = PartyOf(who).Sign(Protocol.SignPurposes.OrderLetter.Over(DigestOf(letter)));
    }

    internal Protocol.Digest DigestOf(OrderLetter letter) => OrderLetters.DigestOf(Seed.Genesis.Hasher, Seed.Genesis.ChainId, letter);

    internal OrderRequest Request(bool blind = false, string section = Section, Participant? bidder = null, byte document = 1) => new()
    {
        GuarantorUscc = Card.Uscc,
        SectionCode = section,
        Applicant = new OrderApplicant
        {
            Uscc = (bidder ?? Bidder).Uscc,
            Name = (bidder ?? Bidder).Name,
            LegalPerson = "张三",
            BasicAccount = Basic,
            Contact = "0756-1234567",
        },
        TenderDocumentDigest = Digest(document),
        IsBlind = blind,
    };

    internal static DeskDecision Decision(long premiumFen = 20_000) => new(premiumFen, Digest(9));

    internal SealedBatcher Batcher => BatcherOf(Desk);

    internal SealedBatcher BatcherOf(GuarantorDesk desk) =>
        new(
            desk,
            TimeSpan.FromMinutes(10),
            TimeProvider.System,
            Microsoft.Extensions.Logging.Abstractions.NullLogger<SealedBatcher>.Instance);

    internal async Task<string> ApplyAsync(bool blind = false, string section = Section)
    {
        var view = await Orders.ApplyAsync(Request(blind, section));
        await Desk.ReceiveAsync();
        return Convert.ToHexStringLower(view.OrderId.Span);
    }

    /// <summary>An order that waits for the next batch.</summary>
    internal async Task<string> QueueAsync(bool blind = false, string section = Section)
    {
        var id = await ApplyAsync(blind, section);
        await Desk.ApproveAsync(id, Decision());
        await Orders.ReceiveAsync();
        await Orders.ConfirmPaymentAsync(id, Basic);
        await Orders.SignContractAsync(id, Digest(8));
        await Desk.ReceiveAsync();
        return id;
    }

    internal async Task<string> IssueAsync(bool blind = false, string section = Section)
    {
        var id = await QueueAsync(blind, section);
        await Batcher.SendNowAsync();
        await Orders.ReceiveAsync();
        return id;
    }

    internal SurrenderAttestation Attest(string id, SurrenderCause cause = SurrenderCause.NoBid) =>
        Attest(Orders.Show(id).GuaranteeId, cause);

    internal SurrenderAttestation Attest(ByteString guarantee, SurrenderCause cause = SurrenderCause.NoBid) =>
        SurrenderAttestations.Sign(PartyOf(Seed.Zhuhai), guarantee, cause, Chain.Time, SystemRandomSource.Instance);

    /// <summary>As after a crash: what is not in the folders is gone.</summary>
    internal void Restart()
    {
        Desk.Dispose();
        Orders.Dispose();
        (Desk, Orders) = (OpenDesk(), OpenBidder(Bidder));
    }

    internal BidderOrders OpenSecondBidder(Participant who)
    {
        var orders = OpenBidder(who);
        _owned.Add(orders);
        return orders;
    }

    private void Announce(string code) => Chain.Sections[code] = new Section
    {
        Announced = new AnnounceSection
        {
            SectionCode = code,
            BondFen = BondFen,
            EstimatedPriceFen = 100 * BondFen,
            BidValidityDays = 90,
            OpeningKey = ByteString.CopyFrom(_openingKey.PublicKey.Encoded),
            AcceptedForms = { GuaranteeForm.Bank, GuaranteeForm.Insurance, GuaranteeForm.Surety },
        },
        State = SectionState.Announced,
        OpeningTime = Chain.Time + (25L * 24 * 60 * 60 * 1000),
        TendererUscc = Tenderer.Uscc,
        CentreUscc = Seed.Zhuhai.Uscc,
    };

    internal string FolderOf(Participant who) => Path.Combine(_folder, who.Uscc);

    internal OrderBookOptions Book(OrderParty party, string folder) =>
        new() { Folder = folder, Party = party, Mail = Mail, Chain = Chain, Time = Clock };

    /// <summary>The bidder with another folder, as on another PC.</summary>
    internal BidderOrders OpenBidder(string folder) => new(Book(PartyOf(Bidder), Path.Combine(_folder, folder)));

    /// <summary>A copy of the bidder's folder, which its owner goes on using.</summary>
    internal BidderOrders CopyBidder(string folder)
    {
        Orders.Dispose();
        Copy(FolderOf(Bidder), folder);
        Orders = OpenBidder(Bidder);
        return OpenBidder(folder);
    }

    /// <summary>A copy of the desk's folder, which its owner goes on using.</summary>
    internal GuarantorDesk CopyDesk(string folder)
    {
        Desk.Dispose();
        var copy = Copy(FolderOf(Guarantor.Participant), folder);
        Desk = OpenDesk();
        return OpenDesk(PartyOf(Guarantor.Participant), copy);
    }

    private string Copy(string from, string folder)
    {
        var to = Directory.CreateDirectory(Path.Combine(_folder, folder)).FullName;
        foreach (var file in Directory.EnumerateFiles(from))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        }

        return to;
    }

    /// <summary>The next letter of a party in an order, as it would follow from those that were deposited; not sent.</summary>
    internal OrderLetter NextOf(Participant who, string id, OrderContent content)
    {
        var letters = Mail.Deposited.Select(bytes => OrderLetter.Parser.ParseFrom(bytes))
            .Where(letter => Convert.ToHexStringLower(letter.OrderId.Span) == id)
            .ToLookup(letter => letter.CertificateId.Span.SequenceEqual(who.CertificateId.ToArray()));
        var (last, answered) = (letters[true].MaxBy(letter => letter.Sequence), letters[false].MaxBy(letter => letter.Sequence));
        var next = new OrderLetter
        {
            OrderId = ByteString.CopyFrom(Convert.FromHexString(id)),
            Sequence = (last?.Sequence ?? 0) + 1,
            Previous = ByteString.CopyFrom(last is null ? new byte[32] : DigestOf(last).ToArray()),
            Answers = ByteString.CopyFrom(answered is null ? new byte[32] : DigestOf(answered).ToArray()),
            Content = content.ToByteString(),
        };
        Sign(next, who);
        return next;
    }

    /// <summary>The centre's mailbox, read with somebody's key.</summary>
    internal CentreAttestations OpenCentre(Participant who) => new(new CentreOptions
    {
        Party = PartyOf(who),
        Mail = Mail,
        Chain = Chain,
        Mailbox = _centreMailbox,
        CursorPath = Path.Combine(_folder, "centre.cursor"),
    });

    private BidderOrders OpenBidder(Participant who) => new(Book(PartyOf(who), FolderOf(who)) with { Random = Random });

    private GuarantorDesk OpenDesk() => OpenDesk(PartyOf(Guarantor.Participant));

    /// <summary>The desk's folder, opened with somebody's key.</summary>
    internal GuarantorDesk OpenDesk(OrderParty party) => OpenDesk(party, FolderOf(Guarantor.Participant));

    private GuarantorDesk OpenDesk(OrderParty party, string folder) => new(new DeskOptions
    {
        Book = Book(party, folder),
        Mailbox = _deskMailbox,
        Form = Guarantor.Form,
        LegalNature = Guarantor.LegalNature,
        PayAccount = new BankAccount { Name = Guarantor.Participant.Name, Number = "1", Bank = "总行" },
        Limits = Limits,
        IssueSlots = IssueSlots,
        SurrenderSlots = SurrenderSlots,
    });
}
