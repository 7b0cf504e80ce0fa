using Google.Protobuf;
using Ledger.Client;
using Ledger.Protocol;
using Ledger.Protocol.Orders;
using Ledger.Protocol.V1;
using Microsoft.Extensions.Logging;
using Signer = Ledger.Schema.Signer;

namespace Ledger.Orders;

/// <summary>
/// The orders of one side, kept in a folder. What is done is written before it is sent, and sent until a node has given its receipt; so
/// every step may be tried again. Safe for use by several threads; by one process at a time.
/// </summary>
public abstract partial class OrderBook : IDisposable
{
    private protected const string BrokenWords =
        "Another folder writes in this order in the same name, so no letter from here can follow: go on there, or start again with a new " +
        "order.";

    private static readonly TimeSpan ResendAfter = TimeSpan.FromDays(1);
    private static readonly TimeSpan ResendUntil = TimeSpan.FromDays(30);
    private protected readonly SemaphoreSlim Gate = new(1, 1);
    private readonly SortedDictionary<string, OrderThread> _threads = new(StringComparer.Ordinal);
    private readonly LetterChecks _checks;

    private protected OrderBook(OrderBookOptions options, OrderSide side)
    {
        ArgumentNullException.ThrowIfNull(options);
        Options = options;
        Folder = new OrderFolder(options.Folder);
        _checks = new LetterChecks(options.Chain, options.Verifier);
        var genesis = options.Party.Genesis;
        var owner = new FolderOwner
        {
            ChainId = ByteString.CopyFrom(genesis.ChainId.ToArray()),
            Side = side,
            Uscc = options.Party.Uscc,
        };
        if (Folder.Claim(owner) is { IsRefused: true } refused)
        {
            Folder.Dispose();
            throw new OrderException(refused);
        }

        foreach (var file in Folder.ReadOrders())
        {
            Add(new OrderThread(options.Party, file));
        }
    }

    private protected OrderBookOptions Options { get; }

    private protected OrderFolder Folder { get; }

    private protected LetterChecks Checks => _checks;

    private protected IReadOnlyCollection<OrderThread> Threads => _threads.Values;

    private protected long Now => Options.Time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>The USCC of a folder's owner; null where there is no such folder, or it is nobody's yet.</summary>
    /// <exception cref="InvalidDataException">The file that says so is damaged.</exception>
    public static string? OwnerOf(string folder) => OrderFolder.OwnerOf(folder)?.Uscc;

    /// <summary>Whose orders they are.</summary>
    public string Uscc => Options.Party.Uscc;

    /// <summary>All orders, in the order of their ids.</summary>
    public IReadOnlyList<OrderView> List() => [.. Threads.Select(thread => thread.View)];

    /// <summary>One order.</summary>
    /// <exception cref="OrderException">There is none of that id.</exception>
    public OrderView Show(string orderId) => Require(orderId).View;

    /// <summary>Whose turn it is in an order.</summary>
    /// <exception cref="OrderException">There is none of that id.</exception>
    public virtual OrderTurn TurnOf(string orderId)
    {
        var thread = Require(orderId);
        return OrderTurns.Of(thread.View, thread.File.Broken);
    }

    /// <summary>Why an order's thread broke here; empty where it did not.</summary>
    /// <exception cref="OrderException">There is none of that id.</exception>
    public string BrokenBy(string orderId) => Require(orderId).File.Broken;

    /// <summary>The section that an order is for, where this side knows it; null otherwise.</summary>
    /// <exception cref="OrderException">There is none of that id.</exception>
    public virtual string? SectionOf(string orderId) => null;

    /// <summary>Fetches what the other side wrote, and deals with it.</summary>
    public abstract Task<IReadOnlyList<LetterOutcome>> ReceiveAsync(CancellationToken cancellationToken = default);

    /// <summary>How many letters no node has given a receipt for yet.</summary>
    public int Waiting => Threads.Sum(thread => thread.File.Outbox.Count(outgoing => !outgoing.Sealed.IsEmpty));

    /// <summary>Deposits every letter that no node has given a receipt for yet.</summary>
    /// <returns>How many were deposited.</returns>
    /// <exception cref="LedgerClientException">No node takes them now.</exception>
    public async Task<int> FlushAsync(CancellationToken cancellationToken = default)
    {
        await Gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var sent = 0;
            foreach (var thread in Threads)
            {
                sent += await SendAsync(thread, cancellationToken).ConfigureAwait(false);
            }

            return sent;
        }
        finally
        {
            Gate.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Gate.Dispose();
        Folder.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected OrderThread? Find(string orderId) => _threads.GetValueOrDefault(orderId);

    private protected OrderThread Require(string orderId) => Find(orderId)
        ?? throw new OrderException(new(OrderRefusal.UnknownOrder, $"There is no order {orderId} here."));

    private protected void Add(OrderThread thread) => _threads.Add(thread.Id, thread);

    private protected void Save(OrderThread thread) => Folder.Write(thread.File);

    /// <summary>The section that a side may ask the chain about; null where it must not know it.</summary>
    private protected abstract string? SectionCodeOf(OrderThread thread, OrderContent content);

    /// <summary>Deals with a letter that is in no order's chain: of a recovery, or of a claim.</summary>
    private protected abstract Task<LetterOutcome> TakeOutsideAsync(
        OrderLetter letter, OrderContent content, CancellationToken cancellationToken);

    /// <summary>A new order for a letter of an order that is not known; null where none begins with it.</summary>
    private protected abstract OrderThread? Begin(OrderLetter letter, OrderContent content);

    /// <summary>Whether letters of the other side of this order are this sender's to write.</summary>
    private protected abstract bool IsParty(OrderThread thread, OrderContent content, Signer sender);

    /// <summary>Adds what only this side knows.</summary>
    private protected abstract Task<OrderFacts> AddFactsAsync(
        OrderThread thread, OrderContent content, OrderFacts facts, CancellationToken cancellationToken);

    /// <summary>What follows from a letter that was taken, in the order's file. It is saved afterwards.</summary>
    private protected abstract void OnTaken(OrderThread thread, OrderContent content, OrderRefused refused);

    /// <summary>Where this side's letters go.</summary>
    private protected abstract MailboxCard CardOf(OrderThread thread);

    /// <summary>Deals with one letter. Called under the gate.</summary>
    private protected async Task<LetterOutcome> TakeAsync(
        ReadOnlyMemory<byte> bytes, OrderThread? only, CancellationToken cancellationToken)
    {
        if (!OrderLetters.TryRead(bytes.Span, out var letter, out var content))
        {
            return LetterOutcome.No(new(OrderRefusal.MalformedLetter, $"The {bytes.Length} bytes are no letter in its one encoding."));
        }

        var id = Convert.ToHexStringLower(letter.OrderId.Span);
        var step = (OrderStep)content.ContentCase;
        if (step is OrderStep.RequestRecovery or OrderStep.CopyLetter or OrderStep.DocumentClaim)
        {
            return await TakeOutsideAsync(letter, content, cancellationToken).ConfigureAwait(false);
        }

        var thread = Find(id) ?? Begin(letter, content);
        if (thread is null || (only is not null && thread != only))
        {
            return LetterOutcome.No(new(OrderRefusal.UnknownOrder, $"No order {id} is here, and {step} begins none."), id, step);
        }

        var digest = Options.Party.DigestOf(letter);
        var place = thread.Place(letter, content, digest, out var fate);
        if (!place.IsRefused && fate == LetterFate.Repeated)
        {
            await SendAgainAsync(thread, letter, digest, cancellationToken).ConfigureAwait(false);
            return new LetterOutcome(fate, id, step, thread.View.State, OrderRefused.No);
        }

        var (badSignature, sender) = await _checks.SignerOfAsync(
            letter.CertificateId.Memory, SignPurposes.OrderLetter.Over(digest), letter.Signature, cancellationToken)
            .ConfigureAwait(false);
        if (sender is null || !IsParty(thread, content, sender))
        {
            var why = sender is null
                ? badSignature
                : new OrderRefused(
                    OrderRefusal.NotTheParty, $"{sender.Uscc} is not the {thread.Other.ToString().ToLowerInvariant()} of order {id}.");
            return LetterOutcome.No(why, id, step, thread.View.State);
        }

        if (place.IsRefused)
        {
            await AnswerOutsideAsync(thread, letter, content, digest, place, cancellationToken).ConfigureAwait(false);
            return LetterOutcome.No(place, id, step, thread.View.State);
        }

        return fate == LetterFate.Early
            ? Keep(thread, letter, step)
            : await FollowAsync(thread, letter, content, digest, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Takes a step of this side's own: guards, letter, file, and then the mailbox. Called under the gate.</summary>
    private protected async Task StepAsync(OrderThread thread, OrderContent content, CancellationToken cancellationToken)
    {
        if (thread.File.Broken.Length > 0 && content.Closed is null)
        {
            throw new OrderException(new(OrderRefusal.BrokenThread, $"{BrokenWords} {thread.File.Broken}"));
        }

        var refused = await CheckOwnAsync(thread, content, cancellationToken).ConfigureAwait(false);
        refused.ThrowIfRefused();
        thread.Write(content, CardOf(thread), Options.Mail, Now);
        Save(thread);
        await TrySendAsync(thread, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Whether a step of this side's own is possible now.</summary>
    private protected async Task<OrderRefused> CheckOwnAsync(OrderThread thread, OrderContent content, CancellationToken cancellationToken)
    {
        var facts = await FactsAsync(thread, content, cancellationToken).ConfigureAwait(false);
        return OrderTable.Next(thread.View.State, (OrderStep)content.ContentCase, thread.File.Side, isReceived: false, facts, out _);
    }

    /// <summary>Deposits what waits. What no node takes now waits in the file: the step itself is done.</summary>
    private protected async Task TrySendAsync(OrderThread thread, CancellationToken cancellationToken)
    {
        try
        {
            await SendAsync(thread, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is LedgerClientException or IOException)
        {
            Options.Log.CreateLogger<OrderBook>().LetterWaits(e);
        }
    }

    private async Task<int> SendAsync(OrderThread thread, CancellationToken cancellationToken)
    {
        var sent = 0;
        foreach (var outgoing in thread.File.Outbox.Where(outgoing => !outgoing.Sealed.IsEmpty).ToList())
        {
            await Options.Mail.DepositAsync(outgoing.Sealed.Memory, cancellationToken).ConfigureAwait(false);
            outgoing.Sealed = ByteString.Empty;
            Save(thread);
            sent++;
        }

        return sent;
    }

    private LetterOutcome Keep(OrderThread thread, OrderLetter letter, OrderStep step)
    {
        var bytes = letter.ToByteString();
        if (!thread.File.Early.Contains(bytes) && thread.File.Entries.Count > 0)
        {
            thread.File.Early.Add(bytes);
            Save(thread);
        }

        return new LetterOutcome(LetterFate.Early, thread.Id, step, thread.View.State, OrderRefused.No);
    }

    private async Task<LetterOutcome> FollowAsync(
        OrderThread thread, OrderLetter letter, OrderContent content, Digest digest, CancellationToken cancellationToken)
    {
        var step = (OrderStep)content.ContentCase;
        var facts = await FactsAsync(thread, content, cancellationToken).ConfigureAwait(false);
        var refused = OrderTable.Next(thread.View.State, step, thread.Other, isReceived: true, facts, out _);
        if (refused.IsRefused && thread.File.Entries.Count == 0 && !CanAnswer(content))
        {
            return LetterOutcome.No(refused, thread.Id, step);
        }

        if (Find(thread.Id) is null)
        {
            Add(thread);
        }

        thread.Take(letter, content, digest, Now, thread.File.Entries.Count == 0 ? OrderRefused.No : refused);
        OnTaken(thread, content, refused);
        if (refused.IsRefused && step is not OrderStep.Apply and not OrderStep.RefuseLetter)
        {
            thread.Write(AnswerTo(thread, digest, refused), CardOf(thread), Options.Mail, Now);
        }

        thread.SendAgainAfter(letter.Answers, CardOf(thread), Options.Mail);
        Save(thread);
        await TrySendAsync(thread, cancellationToken).ConfigureAwait(false);
        await TakeEarlyAsync(thread, cancellationToken).ConfigureAwait(false);
        return new LetterOutcome(refused.IsRefused ? LetterFate.Refused : LetterFate.Taken, thread.Id, step, thread.View.State, refused);
    }

    /// <summary>Whether an application that is refused can be answered; one that cannot is not kept.</summary>
    private protected abstract bool CanAnswer(OrderContent content);

    private static OrderContent AnswerTo(OrderThread thread, Digest letter, OrderRefused refused) => new()
    {
        LetterRefused = new LetterRefused
        {
            Letter = ByteString.CopyFrom(letter.ToArray()),
            Rule = refused.Code.ToString(),
            Detail = Shorten(refused.Detail),
            State = (uint)thread.View.State,
        },
    };

    private protected static string Shorten(string text) =>
        text.Length <= OrderGuards.ReasonCharsMax ? text : text[..OrderGuards.ReasonCharsMax];

    /// <summary>
    /// Answers a letter that a party signed and that has no place in its chain: once, however often it comes. An answer is never answered,
    /// and what proves no party does not come here: strangers make nobody write.
    /// </summary>
    private async Task AnswerOutsideAsync(
        OrderThread thread, OrderLetter letter, OrderContent content, Digest digest, OrderRefused refused,
        CancellationToken cancellationToken)
    {
        if (thread.File.Entries.Count == 0 || Find(thread.Id) is null)
        {
            return;
        }

        if (refused.Code == OrderRefusal.BrokenThread && thread.File.Broken.Length == 0 && thread.File.Side == OrderSide.Bidder)
        {
            thread.File.Broken = Shorten($"{refused.Code}: {refused.Detail}");
        }

        if (content.LetterRefused is null && !thread.IsAnswered(digest))
        {
            thread.File.Answered.Add(ByteString.CopyFrom(digest.ToArray()));
            thread.Write(AnswerTo(thread, digest, refused), CardOf(thread), Options.Mail, Now);
        }

        if (MayResend(thread))
        {
            await ResendAsync(thread, letter.Answers, cancellationToken).ConfigureAwait(false);
            return;
        }

        Save(thread);
        await TrySendAsync(thread, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The other side sends its last letter again because it waits: once a day it gets again what it may lack.</summary>
    private async Task SendAgainAsync(OrderThread thread, OrderLetter letter, Digest digest, CancellationToken cancellationToken)
    {
        if (thread.IsLastOfTheirs(digest) && thread.LastUnseen is not null && MayResend(thread))
        {
            await ResendAsync(thread, letter.Answers, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Sends again, once a day for a month, what the other side has to act on and has not answered: a node may have lost it. Called under
    /// the gate.
    /// </summary>
    private protected async Task RemindAsync(OrderThread thread, CancellationToken cancellationToken)
    {
        if (OrderTurns.Of(thread.View, thread.File.Broken).Side == thread.Other && thread.LastUnseen is { } last &&
            MayResend(thread) && Now - last.At >= ResendAfter.TotalMilliseconds && Now - last.At < ResendUntil.TotalMilliseconds)
        {
            await ResendAsync(thread, thread.SeenByOther, cancellationToken).ConfigureAwait(false);
        }
    }

    private bool MayResend(OrderThread thread) => Now - thread.File.ResentAt >= ResendAfter.TotalMilliseconds;

    private async Task ResendAsync(OrderThread thread, ByteString seen, CancellationToken cancellationToken)
    {
        thread.SendAgainAfter(seen, CardOf(thread), Options.Mail);
        thread.File.ResentAt = Now;
        Save(thread);
        await TrySendAsync(thread, cancellationToken).ConfigureAwait(false);
    }

    private async Task TakeEarlyAsync(OrderThread thread, CancellationToken cancellationToken)
    {
        var waiting = thread.File.Early.ToList();
        if (waiting.Count == 0)
        {
            return;
        }

        thread.File.Early.Clear();
        foreach (var bytes in waiting)
        {
            await TakeAsync(bytes.Memory, thread, cancellationToken).ConfigureAwait(false); // those still early are kept again
        }

        Save(thread);
    }

    private async Task<OrderFacts> FactsAsync(OrderThread thread, OrderContent content, CancellationToken cancellationToken)
    {
        var view = thread.View;
        var code = SectionCodeOf(thread, content);
        var section = code is null ? null : await Options.Chain.SectionAsync(code, cancellationToken).ConfigureAwait(false);
        var facts = ContentFacts.Of(view, content) with
        {
            Time = await Options.Chain.TimeAsync(cancellationToken).ConfigureAwait(false),
            Section = section,
            PresentAmountFen = view.Terms?.AmountFen ?? 0,
            PresentValidUntil = view.Terms?.ValidUntil ?? 0,
            BasicAccount = view.Application?.Applicant?.BasicAccount,
            NextVersion = view.NextVersion,
            IsChangePending = view.PendingChange is not null,
            IsMaterialsAsked = view.MaterialsAsked > 0,
            IsSurrenderPending = view.PendingSurrender is not null,
        };
        if (code is not null && section is null)
        {
            return facts with { Evidence = new(OrderRefusal.SectionNotAnnounced, $"There is no section {code} on the chain.") };
        }

        if (content.LetterRefused is { } answer)
        {
            return facts with { Evidence = thread.CheckAnswer(answer) };
        }

        return facts.Evidence.IsRefused ? facts : await AddFactsAsync(thread, content, facts, cancellationToken).ConfigureAwait(false);
    }
}
