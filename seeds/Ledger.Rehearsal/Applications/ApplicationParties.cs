using Google.Protobuf;
using Ledger.Client;
using Ledger.Client.Mailbox;
using Ledger.Orders;
using Ledger.Protocol.V1;
using Ledger.Seeds;

namespace Ledger.Rehearsal;

/// <summary>Opens the order books of bidders and guarantors over the running nodes.</summary>
internal sealed class ApplicationParties : IDisposable
{
    private readonly ConsortiumSeed _seed;
    private readonly string _folder;
    private readonly Uri _node;
    private readonly TimeProvider _clock;
    private readonly LedgerClient _reader;
    private readonly MailboxClient _mail;

    internal ApplicationParties(ConsortiumSeed seed, string folder, Uri node, TimeProvider clock)
    {
        (_seed, _folder, _node, _clock) = (seed, folder, node, clock);
        _reader = ClientOf(null);
        _mail = MailboxClient.Open(new MailboxClientOptions { Genesis = seed.Genesis, Nodes = [node] });
    }

    private MailboxOrderMail Mail => new(_mail, _seed.Genesis, []);

    public void Dispose()
    {
        _reader.Dispose();
        _mail.Dispose();
    }

    internal BidderBook OpenBidder(MarketSubject bidder)
    {
        var participant = _seed.Authorities[1].Certify(bidder.Uscc, bidder.Name); // as the record has registered it
        return new BidderBook(bidder, new BidderOrders(Book(participant, "bidders", _reader)));
    }

    internal DeskBook OpenDesk(GuarantorSeed guarantor)
    {
        var client = ClientOf(guarantor.Participant);
        var secret = MailboxOf(guarantor.Participant.Uscc, out var card);
        var desk = new GuarantorDesk(new DeskOptions
        {
            Book = Book(guarantor.Participant, "desks", client),
            Mailbox = secret,
            Form = guarantor.Form,
            LegalNature = guarantor.LegalNature,
            PayAccount = BidderBook.AccountOf(guarantor.Participant.Uscc, guarantor.Participant.Name),
            IssueSlots = ApplicationPlanner.IssuedInRound,
            SurrenderSlots = 0,
        });
        return new DeskBook(desk, guarantor, card, client);
    }

    internal async Task<Guarantee?> GuaranteeAsync(ByteString id, CancellationToken cancellationToken) =>
        await new LedgerOrderChain(_reader).GuaranteeAsync(id.Memory, cancellationToken);

    private OrderBookOptions Book(Participant who, string side, LedgerClient client) => new()
    {
        Folder = Path.Combine(_folder, side, who.Uscc),
        Party = new OrderParty(_seed.Genesis, new ClientSigner(who.CertificateId, who.KeyPair.CreateSigner()), who.Uscc),
        Mail = Mail,
        Chain = new LedgerOrderChain(client),
        Time = _clock,
    };

    // A desk keeps its mailbox: what bidders wrote before a restart lies there.
    private byte[] MailboxOf(string uscc, out MailboxCard card)
    {
        var path = Path.Combine(_folder, $"{uscc}.mailbox");
        if (File.Exists(path))
        {
            var known = File.ReadAllBytes(path);
            using var owner = MailboxOwner.Import(known);
            card = owner.ToRecipient([]).ToMessage();
            return known;
        }

        (var secret, card) = Mail.NewMailbox();
        Directory.CreateDirectory(_folder);
        File.WriteAllBytes($"{path}.new", secret);
        File.Move($"{path}.new", path);
        return secret;
    }

    private LedgerClient ClientOf(Participant? who) => LedgerClient.Open(new LedgerClientOptions
    {
        Genesis = _seed.Genesis,
        Node = _node,
        Signer = who is null ? null : new ClientSigner(who.CertificateId, who.KeyPair.CreateSigner()),
    });
}
