using System.Security.Cryptography;
using Google.Protobuf;
using Ledger.Client.Guarantees;
using Ledger.Crypto;
using Ledger.Crypto.Sealing;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema.Tender;
using Signer = Ledger.Schema.Signer;

namespace Ledger.Orders;

/// <summary>
/// A bidder's orders. Nothing of them goes on the chain in the bidder's name: they are letters, each order's from a one-time mailbox.
/// </summary>
public sealed partial class BidderOrders : OrderBook
{
    private const string OwnFile = "bidder";
    private readonly BidderFile _own;

    /// <summary>Opens the bidder's folder, or begins it.</summary>
    /// <exception cref="IOException">Another process has it open, or it cannot be read or written.</exception>
    /// <exception cref="InvalidDataException">A file in it is damaged.</exception>
    /// <exception cref="OrderException">The folder is somebody else's.</exception>
    public BidderOrders(OrderBookOptions options)
        : base(options, OrderSide.Bidder)
    {
        _own = Folder.TryRead(OwnFile, BidderFile.Parser) ?? Begin();
    }

    /// <summary>The section that an order is for: the bidder's own knowledge.</summary>
    /// <exception cref="OrderException">There is none of that id.</exception>
    public override string SectionOf(string orderId) => Require(orderId).File.SectionCode;

    /// <summary>Brings materials that the guarantor asked for.</summary>
    /// <exception cref="OrderException">A guard refuses.</exception>
    public Task<OrderView> ProvideMaterialsAsync(
        string orderId, IReadOnlyList<DocumentReference> documents, string remark = "", CancellationToken cancellationToken = default) =>
        StepAsync(
            orderId,
            _ => new OrderContent { MaterialsProvided = new MaterialsProvided { Documents = { documents }, Remark = remark } },
            cancellationToken);

    /// <summary>Says that the premium was paid. The payer must be the applicant's own basic account.</summary>
    /// <exception cref="OrderException">A guard refuses.</exception>
    public Task<OrderView> ConfirmPaymentAsync(
        string orderId, BankAccount payer, string reference = "", CancellationToken cancellationToken = default) =>
        StepAsync(
            orderId,
            view =>
                new OrderContent
                {
                    PaymentConfirmed = new PaymentConfirmed
                    {
                        Payer = payer,
                        AmountFen = view.Approval?.PremiumFen ?? 0,
                        PaidAt = Now,
                        Reference = reference,
                        Approval = view.Approval is null ? ByteString.Empty : ByteString.CopyFrom(view.ApprovalDigest.ToArray()),
                    },
                },
            cancellationToken);

    /// <summary>
    /// Signs the contract, and with it the approved terms: only as the bidder signed them they count when they are revealed.
    /// </summary>
    /// <exception cref="OrderException">A guard refuses.</exception>
    public Task<OrderView> SignContractAsync(
        string orderId, ReadOnlyMemory<byte> contractDigest, CancellationToken cancellationToken = default) =>
        StepAsync(
            orderId,
            view => new OrderContent
            {
                ContractSigned = new ContractSigned
                {
                    ContractDigest = ByteString.CopyFrom(contractDigest.Span),
                    ApplicantSignature = view.Approval is { } approval ? SignTerms(approval) : null,
                },
            },
            cancellationToken);

    /// <summary>
    /// Cancels before the guarantee is issued. Where a batch was on its way already, the guarantee comes all the same and can be
    /// surrendered.
    /// </summary>
    /// <exception cref="OrderException">A guard refuses.</exception>
    public Task<OrderView> CancelAsync(string orderId, string reason = "", CancellationToken cancellationToken = default) =>
        StepAsync(orderId, _ => new OrderContent { Cancelled = new OrderCancelled { Reason = reason } }, cancellationToken);

    /// <summary>
    /// Asks for a change of an issued guarantee: a higher amount, a later end, or both. A postponement without an end is for the one that
    /// is needed now.
    /// </summary>
    /// <exception cref="OrderException">A guard refuses.</exception>
    public async Task<OrderView> RequestChangeAsync(
        string orderId, ChangeKind kind, long? amountFen, long? validUntil, ReadOnlyMemory<byte> noticeDigest = default,
        CancellationToken cancellationToken = default)
    {
        await Gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var thread = Require(orderId);
            var known = await SectionOfAsync(thread, cancellationToken).ConfigureAwait(false);
            if (kind == ChangeKind.Postponement && known is not null)
            {
                var needed = SectionRules.BidValidUntil(known);
                validUntil ??= Math.Max(thread.View.Terms?.ValidUntil ?? 0, thread.View.IsBlind ? TiersOf(thread).EndFor(needed) : needed);
            }

            var change = new ChangeRequested
            {
                Version = thread.View.NextVersion,
                Kind = kind,
                AmountFen = amountFen ?? thread.View.Terms?.AmountFen ?? 0,
                ValidUntil = validUntil ?? thread.View.Terms?.ValidUntil ?? 0,
                NoticeDigest = thread.View.IsBlind ? ByteString.Empty : ByteString.CopyFrom(noticeDigest.Span),
            };
            if (thread.View.IsBlind)
            {
                change.Blind = known is null
                    ? throw new OrderException(
                        new(
                            OrderRefusal.SectionNotAnnounced,
                            "The section of this blind order was lost with its folder: nothing can be sealed."))
                    : MakeBlind(known, change.Version, thread.File);
            }

            await StepAsync(thread, new OrderContent { ChangeRequested = change }, cancellationToken).ConfigureAwait(false);
            return thread.View;
        }
        finally
        {
            Gate.Release();
        }
    }

    /// <summary>Asks that the sealed guarantee be taken back, with the platform's attestation that allows it.</summary>
    /// <exception cref="OrderException">A guard refuses.</exception>
    public Task<OrderView> RequestSurrenderAsync(
        string orderId, SurrenderAttestation attestation, CancellationToken cancellationToken = default) =>
        StepAsync(
            orderId,
            _ => new OrderContent { SurrenderRequested = new SurrenderRequested { Attestation = attestation } },
            cancellationToken);

    /// <summary>Reads the mailbox of every order and deals with what has come.</summary>
    public override async Task<IReadOnlyList<LetterOutcome>> ReceiveAsync(CancellationToken cancellationToken = default)
    {
        var outcomes = new List<LetterOutcome>();
        await ReceiveRecoveriesAsync(outcomes, cancellationToken).ConfigureAwait(false);
        foreach (var thread in Threads.ToList())
        {
            await Options.Mail.ReceiveAsync(
                thread.File.Mailbox.Memory, Folder.PathOf($"{thread.Id}.cursor"), TakeOneAsync, cancellationToken)
                .ConfigureAwait(false);

            async Task TakeOneAsync(ReadOnlyMemory<byte> letter, CancellationToken token)
            {
                await Gate.WaitAsync(token).ConfigureAwait(false);
                try
                {
                    outcomes.Add(await TakeAsync(letter, thread, token).ConfigureAwait(false));
                }
                finally
                {
                    Gate.Release();
                }
            }

            await RemindUnderGateAsync(thread, cancellationToken).ConfigureAwait(false);
            await FollowReturnAsync(thread, outcomes, cancellationToken).ConfigureAwait(false);
        }

        return outcomes;
    }

    /// <summary>
    /// What reveals an order's issued versions once the section is open, first version first: a bidder whom its centre leaves out does it
    /// itself.
    /// </summary>
    /// <exception cref="OrderException">There is no such order, or nothing is issued.</exception>
    public IReadOnlyList<OpenedGuarantee> Openings(string orderId)
    {
        var thread = Require(orderId);
        var issued = thread.Letters.Where(letter => !letter.IsRefused && !letter.IsMine)
            .Select(letter => letter.Content.Issued ?? letter.Content.ChangeAnswered?.Issued).OfType<GuaranteeIssued>()
                .Where(version => !version.Salt.IsEmpty)
            .Select(version => new OpenedGuarantee
            {
                GuaranteeId = version.GuaranteeId,
                Salt = version.Salt,
                Terms = version.Terms,
                Section = thread.File.Blind.LastOrDefault(
                    blind => blind.Version == GuaranteeTerms.Parser.ParseFrom(version.Terms).Version)?.Section,
            }).ToList();
        return issued.Count > 0
            ? issued
            : throw new OrderException(new(OrderRefusal.WrongState, $"Order {orderId} has no issued guarantee."));
    }

    // Of a blind order that a guarantor gave back nobody here knows the section any more.
    private protected override string? SectionCodeOf(OrderThread thread, OrderContent content) =>
        thread.File.SectionCode.Length > 0 ? thread.File.SectionCode : null;

    private async Task<Section?> SectionOfAsync(OrderThread thread, CancellationToken cancellationToken) =>
        SectionCodeOf(thread, new OrderContent()) is { } code
            ? await Options.Chain.SectionAsync(code, cancellationToken).ConfigureAwait(false)
            : null;

    private protected override OrderThread? Begin(OrderLetter letter, OrderContent content) => null;

    /// <summary>
    /// The order's guarantor; or another one that got the application by a wrong card, and says in its own name that it is not meant.
    /// </summary>
    private protected override bool IsParty(OrderThread thread, OrderContent content, Signer sender) =>
        sender.Uscc == thread.File.Guarantor.Uscc || (content.Rejected is not null && sender.Has(Role.Guarantor)
            && thread.View.State == OrderState.Submitted && thread.Letters.All(letter => letter.IsMine));

    private protected override CoverTiers TiersOf(OrderThread thread) => CoverTiers.Of(thread.File.Guarantor);

    private protected override bool CanAnswer(OrderContent content) => false;

    private protected override MailboxCard CardOf(OrderThread thread) => thread.File.Guarantor.Mailbox;

    private protected override void OnTaken(OrderThread thread, OrderContent content, OrderRefused refused)
    {
        // All that a bidder's order holds follows from its letters.
    }

    private protected override async Task<OrderFacts> AddFactsAsync(
        OrderThread thread, OrderContent content, OrderFacts facts, CancellationToken cancellationToken)
    {
        if (facts.Terms is { BlindSection: not null } blind && facts.Section is { } section)
        {
            // The bidder knows what the guarantor does not, and judges the terms as they will be revealed.
            var uncovered = blind.Clone();
            (uncovered.SectionCode, uncovered.BeneficiaryUscc) = (section.Announced.SectionCode, section.TendererUscc);
            facts = facts with { Terms = uncovered };
        }

        if (content.ContentCase == OrderContent.ContentOneofCase.Issued)
        {
            // The guarantor asked these questions when it issued. The bidder may read of it long after the opening, and what is on the
            // chain stays true.
            facts = facts with { Section = null, Terms = null };
        }

        var tiers = thread.View.IsBlind || content.Application?.Blind is not null ? CoverTiers.Of(thread.File.Guarantor) : null;
        var evidence = await new BidderEvidence(Options.Party, Options.Chain, Checks)
            .FindAsync(thread, content, facts.Section, cancellationToken).ConfigureAwait(false);
        if (content.TakenBack is not null && thread.View.State == OrderState.Rejected && Threads.Any(other => other != thread
            && !IsOver(other) && facts.Section is not null && other.File.SectionCode == thread.File.SectionCode))
        {
            evidence = new(OrderRefusal.OrderExists, "The bidder has applied anew since the rejection.");
        }

        if (content.ContentCase == OrderContent.ContentOneofCase.ChangeRequested && facts.Section is { } open &&
            facts.Time >= open.OpeningTime
            && await Options.Chain.GuaranteeAsync(thread.View.GuaranteeId.Memory, cancellationToken)
                .ConfigureAwait(false) is not { State: GuaranteeState.Revealed })
        {
            evidence = new(
                OrderRefusal.DeadlinePassed, "The opening time has come and the guarantee is not revealed yet: ask again once it is.");
        }

        return facts with { Tiers = tiers, Evidence = evidence };
    }

    private BlindOrder MakeBlind(Section section, uint version, OrderFile file)
    {
        var genesis = Options.Party.Genesis;
        var openingKey = section.Announced.OpeningKey.Span;
        var (blind, opening) = BlindSections.Make(genesis, section.Announced.SectionCode, section.TendererUscc, openingKey, Options.Random);
        using var key = SealedBox.Encapsulate(new PublicKey(OpeningKeys.AlgorithmOf(genesis.Suite), openingKey), Options.Random);
        file.Blind.Add(new BlindVersion { Version = version, Section = opening });
        return new BlindOrder { Section = blind, SealingKey = UnsafeByteOperations.UnsafeWrap(key.Export()) };
    }

    private ApplicantSignature SignTerms(OrderApproved approval)
    {
        var party = Options.Party;
        var signer = party.SignerNeeded;
        var terms = GuaranteeTerms.Parser.ParseFrom(approval.Terms);
        return ApplicantSignatures.Sign(
            party.Genesis.Hasher, party.Genesis.ChainId, terms, signer.CertificateId, signer.Key).ApplicantSignature;
    }

    // What broke before anything was issued is given up by a new application.
    private static bool IsOver(OrderThread thread) => OrderStates.IsEnd(thread.View.State)
        || (thread.File.Broken.Length > 0 && thread.View.State != OrderState.IssuedSealed);

    private async Task RemindUnderGateAsync(OrderThread thread, CancellationToken cancellationToken)
    {
        await Gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await RemindAsync(thread, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Gate.Release();
        }
    }

    private async Task<OrderView> StepAsync(string orderId, Func<OrderView, OrderContent> write, CancellationToken cancellationToken)
    {
        await Gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var thread = Require(orderId);
            await StepAsync(thread, write(thread.View), cancellationToken).ConfigureAwait(false);
            return thread.View;
        }
        finally
        {
            Gate.Release();
        }
    }

    private BidderFile Begin()
    {
        var secret = new byte[Digest.Bytes];
        Options.Random.Fill(secret);
        var own = new BidderFile { Secret = ByteString.CopyFrom(secret) };
        CryptographicOperations.ZeroMemory(secret);
        Folder.Write(OwnFile, own);
        return own;
    }
}
