using Google.Protobuf;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema;

namespace Ledger.Orders;

/// <summary>
/// A guarantor's work queue: what bidders ask for, what was decided, what weighs on the guarantor, and what goes into the next sealed
/// batch. Amounts and limits stay here; the chain shows none.
/// </summary>
public sealed partial class GuarantorDesk : OrderBook
{
    private const string OwnFile = "desk";
    private const string CursorFile = "mailbox.cursor";
    private readonly DeskOptions _options;
    private readonly DeskFile _own;
    private readonly DeskSecrets _secrets;
    private readonly HashSet<ByteString> _sealingKeys = [];

    /// <summary>Opens the desk's folder, or begins it.</summary>
    /// <exception cref="IOException">Another process has it open, or it cannot be read or written.</exception>
    /// <exception cref="InvalidDataException">A file in it is damaged.</exception>
    /// <exception cref="OrderException">The folder is somebody else's.</exception>
    /// <exception cref="ArgumentException">A number of slots is out of its range.</exception>
    public GuarantorDesk(DeskOptions options)
        : base((options ?? throw new ArgumentNullException(nameof(options))).Book, OrderSide.Guarantor)
    {
        if (options.IssueSlots is < 1 or > 64 || !int.IsPow2(options.IssueSlots) || options.SurrenderSlots is < 0 or > 64)
        {
            throw new ArgumentException("A batch has 1, 2, 4, … 64 issues and 0 to 64 surrenders.", nameof(options));
        }

        _options = options;
        _own = Folder.TryRead(OwnFile, DeskFile.Parser) ?? BeginDesk();
        _secrets = new DeskSecrets(Options.Party.Genesis.Hasher, _own.Secret.Memory);
        foreach (var thread in Threads)
        {
            RememberSealingKeys(thread);
        }

        RestoreBatch();
    }

    /// <summary>Reads the desk's mailbox and deals with what has come.</summary>
    public override async Task<IReadOnlyList<LetterOutcome>> ReceiveAsync(CancellationToken cancellationToken = default)
    {
        var outcomes = new List<LetterOutcome>();
        await Options.Mail.ReceiveAsync(_options.Mailbox, Folder.PathOf(CursorFile), TakeOneAsync, cancellationToken).ConfigureAwait(false);
        await RemindAllAsync(cancellationToken).ConfigureAwait(false);
        return outcomes;

        async Task TakeOneAsync(ReadOnlyMemory<byte> letter, CancellationToken token)
        {
            await Gate.WaitAsync(token).ConfigureAwait(false);
            try
            {
                outcomes.Add(await TakeAsync(letter, only: null, token).ConfigureAwait(false));
            }
            finally
            {
                Gate.Release();
            }
        }
    }

    private async Task RemindAllAsync(CancellationToken cancellationToken)
    {
        await Gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            foreach (var thread in Threads)
            {
                await RemindAsync(thread, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            Gate.Release();
        }
    }

    /// <inheritdoc/>
    public override OrderTurn TurnOf(string orderId) =>
        Require(orderId).File.Versions.Any(version => version.Held.Length > 0 && version.State == DeskVersionState.Queued)
            ? new OrderTurn(OrderSide.Guarantor, OrderDuty.Repair)
            : base.TurnOf(orderId);

    private protected override CoverTiers TiersOf(OrderThread thread) => _options.Tiers;

    private protected override bool CanAnswer(OrderContent content) => content.Application?.Reply is { } reply &&
        Client.Mailbox.MailboxRecipient.TryRead(reply, Options.Party.Genesis.Suite, out _);

    private protected override string? SectionCodeOf(OrderThread thread, OrderContent content) =>
        (content.Application ?? thread.View.Application)?.Plain?.SectionCode;

    private protected override OrderThread? Begin(OrderLetter letter, OrderContent content) =>
        content.ContentCase == OrderContent.ContentOneofCase.Application && letter.Sequence == 1 && Threads.Count < Options.OrdersMax
            ? new OrderThread(Options.Party, new OrderFile { OrderId = letter.OrderId, Side = OrderSide.Guarantor })
            : null;

    private protected override bool IsParty(OrderThread thread, OrderContent content, Signer sender) =>
        (thread.View.Application ?? content.Application)?.Applicant?.Uscc == sender.Uscc;

    private protected override MailboxCard CardOf(OrderThread thread) => thread.File.Reply ?? thread.View.Application!.Reply;

    private protected override void OnTaken(OrderThread thread, OrderContent content, OrderRefused refused)
    {
        RememberSealingKeys(thread);
        if (refused.IsRefused)
        {
            if (content.ContentCase == OrderContent.ContentOneofCase.Application)
            {
                // The bidder learns why; nobody needs to decide what a rule has decided.
                Write(
                    thread,
                    new OrderContent { Rejected = new OrderRejected { Reasons = { Shorten($"{refused.Code}: {refused.Detail}") } } });
            }

            return;
        }

        switch (content.ContentCase)
        {
            case OrderContent.ContentOneofCase.ContractSigned:
                thread.File.Versions[^1].Terms = thread.View.AgreedTerms;
                thread.File.Versions[^1].State = DeskVersionState.Queued;
                thread.File.Versions[^1].QueuedAt = Now;
                break;
            case OrderContent.ContentOneofCase.PaymentConfirmed when thread.File.Versions.Count == 0:
                thread.File.Versions.Add(FirstVersion(thread, thread.View.Approval!)); // of an approval that was taken back too late
                break;
            case OrderContent.ContentOneofCase.PaymentConfirmed:
                thread.File.Versions[0] = FirstVersion(thread, thread.View.Approval!);
                break;
            case OrderContent.ContentOneofCase.LetterRefused when thread.View.State == OrderState.Submitted:
                thread.File.Versions.Clear(); // the bidder did not believe the approval
                break;
            case OrderContent.ContentOneofCase.Cancelled when thread.File.Versions.Count > 0:
                thread.File.Versions[^1].State = DeskVersionState.Void;
                break;
            default:
                break; // what else a letter does follows from the letters
        }
    }

    private protected override async Task<OrderFacts> AddFactsAsync(
        OrderThread thread, OrderContent content, OrderFacts facts, CancellationToken cancellationToken)
    {
        var isBlind = thread.View.IsBlind || content.Application?.Blind is not null;
        return facts with
        {
            Tiers = isBlind ? _options.Tiers : null,
            IsBeingIssued = thread.File.Versions.Any(version => version.State == DeskVersionState.Batched),
            Evidence = content.ContentCase switch
            {
                OrderContent.ContentOneofCase.Application =>
                    CheckApplication(content.Application!, facts.Section, thread) is { IsRefused: true } bad
                        ? bad
                        : await NameRules.CheckAsync(content.Application!.Applicant, Options.Chain, cancellationToken)
                            .ConfigureAwait(false),
                OrderContent.ContentOneofCase.TakenBack => CheckOnlyOrder(thread.View.Application!, facts.Section, thread),
                OrderContent.ContentOneofCase.ContractSigned =>
                    thread.View.Agree(content.ContractSigned) is { } agreed
                        ? await CheckAgreedAsync(agreed, cancellationToken).ConfigureAwait(false)
                        : OrderRefused.No,
                OrderContent.ContentOneofCase.ChangeRequested => CheckSealing(content.ChangeRequested.Blind),
                OrderContent.ContentOneofCase.SurrenderRequested => await SurrenderAttestations.CheckAsync(
                    content.SurrenderRequested.Attestation, thread.View.GuaranteeId, facts.Section, thread.View.IsBlind,
                    Options.Party.Genesis, Checks, cancellationToken).ConfigureAwait(false),
                _ => OrderRefused.No,
            },
        };
    }

    private void Write(OrderThread thread, OrderContent content) => thread.Write(content, CardOf(thread), Options.Mail, Now);

    private void SaveOwn() => Folder.Write(OwnFile, _own);

    private DeskFile BeginDesk()
    {
        var secret = new byte[Digest.Bytes];
        Options.Random.Fill(secret);
        var own = new DeskFile { Secret = UnsafeByteOperations.UnsafeWrap(secret), Limits = _options.Limits.Clone() };
        Folder.Write(OwnFile, own);
        return own;
    }
}
