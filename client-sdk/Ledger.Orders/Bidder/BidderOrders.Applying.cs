using System.Text;
using Google.Protobuf;
using Ledger.Crypto.Hashing;
using Ledger.Protocol;
using Ledger.Protocol.Orders;
using Ledger.Protocol.V1;
using Ledger.Schema.Tender;

namespace Ledger.Orders;

// Applications: how an order begins, and what a repeated one is.
public sealed partial class BidderOrders
{
    private const int AttemptsMax = 64;

    /// <summary>
    /// Applies for a guarantee. The same application again gives the same order, unless that was rejected or cancelled; one with other
    /// content is refused, field by field.
    /// </summary>
    /// <exception cref="OrderException">A guard refuses, or the guarantor has no card on the chain.</exception>
    public async Task<OrderView> ApplyAsync(OrderRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        await Gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var id = NextId(request, out var standing);
            if (standing is not null)
            {
                CompareWithStanding(request, standing).ThrowIfRefused();
                await TrySendAsync(standing, cancellationToken).ConfigureAwait(false);
                return standing.View;
            }

            var (card, section) = await FindAsync(request, cancellationToken).ConfigureAwait(false);
            return await ApplyAsync(request, card, section, id, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Gate.Release();
        }
    }

    /// <summary>What <see cref="ApplyAsync(OrderRequest, CancellationToken)"/> would say. Nothing is kept or sent.</summary>
    /// <exception cref="OrderException">The guarantor has no card, there is no such section, or another application stands.</exception>
    public async Task<OrderDraft> DraftAsync(OrderRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        NextId(request, out var standing);
        var (card, section) = await FindAsync(request, cancellationToken).ConfigureAwait(false);
        if (standing is not null)
        {
            CompareWithStanding(request, standing).ThrowIfRefused();
            return new OrderDraft(standing.View.Application!, section, card, IsStanding: true);
        }

        var unkept = new OrderFile { Guarantor = card, TenderDocumentDigest = ByteString.CopyFrom(request.TenderDocumentDigest.Span) };
        return new OrderDraft(Write(request, section, unkept, new MailboxCard()), section, card, IsStanding: false);
    }

    private async Task<(GuarantorCard Card, Section Section)> FindAsync(OrderRequest request, CancellationToken cancellationToken)
    {
        var card = await Options.Chain.CardAsync(request.GuarantorUscc, cancellationToken).ConfigureAwait(false)
            ?? throw new OrderException(
                new(OrderRefusal.BadCard, $"{request.GuarantorUscc} has no card on the chain, or is no active guarantor."));
        var section = await Options.Chain.SectionAsync(request.SectionCode, cancellationToken).ConfigureAwait(false)
            ?? throw new OrderException(
                new(OrderRefusal.SectionNotAnnounced, $"There is no section {request.SectionCode} on the chain."));
        return (card, section);
    }

    private async Task<OrderView> ApplyAsync(
        OrderRequest request, GuarantorCard guarantor, Section section, byte[] id, CancellationToken cancellationToken)
    {
        (await NameRules.CheckAsync(request.Applicant, Options.Chain, cancellationToken).ConfigureAwait(false)).ThrowIfRefused();
        var (secret, reply) = Options.Mail.NewMailbox();
        var file = new OrderFile
        {
            OrderId = UnsafeByteOperations.UnsafeWrap(id),
            Side = OrderSide.Bidder,
            Mailbox = UnsafeByteOperations.UnsafeWrap(secret),
            Guarantor = guarantor,
            SectionCode = request.SectionCode,
            TenderDocumentDigest = ByteString.CopyFrom(request.TenderDocumentDigest.Span),
        };
        var thread = new OrderThread(Options.Party, file);
        var content = new OrderContent { Application = Write(request, section, file, reply) };
        (await CheckOwnAsync(thread, content, cancellationToken).ConfigureAwait(false)).ThrowIfRefused();
        Add(thread);
        await StepAsync(thread, content, cancellationToken).ConfigureAwait(false);
        return thread.View;
    }

    private OrderApplication Write(OrderRequest request, Section section, OrderFile file, MailboxCard reply)
    {
        var tiers = CoverTiers.Of(file.Guarantor);
        var bidValidUntil = SectionRules.BidValidUntil(section);
        var bond = section.Announced.BondFen;
        var application = new OrderApplication
        {
            GuarantorUscc = file.Guarantor.Uscc,
            Applicant = request.Applicant,
            Form = file.Guarantor.Form,
            AmountFen = request.AmountFen ?? (request.IsBlind ? tiers.AmountFor(bond) ?? bond : bond),
            ValidUntil = request.ValidUntil ?? (request.IsBlind ? tiers.EndFor(bidValidUntil) : bidValidUntil),
            TenderDocumentDigest = file.TenderDocumentDigest,
            Documents = { request.Documents },
            Reply = reply,
        };
        if (!request.IsBlind)
        {
            application.Plain = new PlainOrder { SectionCode = request.SectionCode, BeneficiaryAccount = request.BeneficiaryAccount };
            return application;
        }

        // The digest of a known tender file would tell the section, so it goes out under the section's salt.
        application.Blind = MakeBlind(section, 1, file);
        application.TenderDocumentDigest = ByteString.CopyFrom(
            TaggedHash.Compute(
                Options.Party.Genesis.Hasher, DomainTag.OrderName, [.. file.Blind[0].Section.Salt.Span, .. file.TenderDocumentDigest.Span])
                .ToArray());
        return application;
    }

    private byte[] NextId(OrderRequest request, out OrderThread? standing)
    {
        standing = null;
        byte[] name =
        [
            .. DomainTag.OrderName,
            .. Encoding.UTF8.GetBytes($"{request.SectionCode}\n{request.GuarantorUscc}\n{Options.Party.Uscc}\n"),
            .. request.TenderDocumentDigest.Span,
        ];
        for (var attempt = 0; attempt < AttemptsMax; attempt++)
        {
            var id = KeyedHash.Compute(Options.Party.Genesis.Hasher, _own.Secret.Span, [.. name, (byte)attempt])[..OrderLetters.IdBytes];
            standing = Find(Convert.ToHexStringLower(id));
            if (standing is null || !IsOver(standing))
            {
                standing ??= Threads.FirstOrDefault(thread => !IsOver(thread)
                    && thread.File.SectionCode == request.SectionCode && thread.File.Guarantor.Uscc == request.GuarantorUscc);
                return id;
            }
        }

        throw new OrderException(new(OrderRefusal.TooManyOrders, $"{AttemptsMax} orders of this kind have ended already."));
    }

    /// <summary>What the same application says otherwise than the one that stands.</summary>
    private static OrderRefused CompareWithStanding(OrderRequest request, OrderThread standing)
    {
        var differing = Differences(request, standing).ToList();
        var way = standing.View.State == OrderState.IssuedSealed
            ? "It is issued: amount and end are raised with `ledger order change`, and everything else by another guarantee."
            : $"Cancel it with `ledger order cancel {standing.Id}`, and apply again.";
        return differing.Count == 0 ? OrderRefused.No
            : new(
                OrderRefusal.OrderDiffers,
                $"Order {standing.Id} stands for this section and guarantor with other content: {string.Join("; ", differing)}. {way}");
    }

    private static IEnumerable<string> Differences(OrderRequest request, OrderThread standing)
    {
        var application = standing.View.Application!;
        var (asked, given) = (request.Applicant, application.Applicant);
        (string Field, string Stands, string Wanted)[] fields =
        [
            ("name", given.Name, asked.Name),
            ("code", given.Uscc, asked.Uscc),
            ("legal person", given.LegalPerson, asked.LegalPerson),
            ("contact", given.Contact, asked.Contact),
            ("basic account", TextOf(given.BasicAccount), TextOf(asked.BasicAccount)),
            ("consortium", string.Join(' ', given.ConsortiumUsccs), string.Join(' ', asked.ConsortiumUsccs)),
            ("mode", standing.View.IsBlind ? "blind" : "clear", request.IsBlind ? "blind" : "clear"),
            ("amount_fen", TextOf(application.AmountFen), TextOf(request.AmountFen ?? application.AmountFen)),
            ("valid_until", TextOf(application.ValidUntil), TextOf(request.ValidUntil ?? application.ValidUntil)),
            ("tender document", Digits(standing.File.TenderDocumentDigest.Span), Digits(request.TenderDocumentDigest.Span)),
        ];
        return fields.Where(field => field.Stands != field.Wanted).Select(field => $"{field.Field} {field.Stands}, not {field.Wanted}");

        static string TextOf(object? value) => value switch
        {
            BankAccount account => $"{account.Name} {account.Number} {account.Bank}",
            IFormattable number => number.ToString(null, System.Globalization.CultureInfo.InvariantCulture),
            _ => string.Empty,
        };

        static string Digits(ReadOnlySpan<byte> digest) => Convert.ToHexStringLower(digest)[..16];
    }
}
