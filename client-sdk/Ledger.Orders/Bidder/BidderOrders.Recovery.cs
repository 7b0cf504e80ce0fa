using Google.Protobuf;
using Ledger.Protocol;
using Ledger.Protocol.Orders;
using Ledger.Protocol.V1;

namespace Ledger.Orders;

// Without folder and words: a guarantor gives back what it has, to who has a certificate of the same code.
public sealed partial class BidderOrders
{
    private const int CopiesMax = 20_000;

    /// <summary>
    /// Asks a guarantor for every order of this bidder that it has. They come with one of the next <see cref="ReceiveAsync"/>; of a blind
    /// one the section's salt is gone, and its centre alone can reveal it.
    /// </summary>
    /// <exception cref="OrderException">The guarantor has no card on the chain, or was asked already.</exception>
    public async Task RequestRecoveryAsync(string guarantorUscc, CancellationToken cancellationToken = default)
    {
        await Gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var card = await Options.Chain.CardAsync(guarantorUscc, cancellationToken).ConfigureAwait(false)
                ?? throw new OrderException(
                    new(OrderRefusal.BadCard, $"{guarantorUscc} has no card on the chain, or is no active guarantor."));
            var (secret, reply) = Options.Mail.NewMailbox();
            var id = new byte[OrderLetters.IdBytes];
            Options.Random.Fill(id);
            var letter = Options.Party.SignOutside(
                ByteString.CopyFrom(id), new OrderContent { RecoveryRequested = new RecoveryRequested { Reply = reply } }, 1);
            _own.Recoveries.Add(
                new PendingRecovery
                {
                    RequestDigest = ByteString.CopyFrom(Options.Party.DigestOf(letter).ToArray()),
                    Mailbox = UnsafeByteOperations.UnsafeWrap(secret),
                    Guarantor = card,
                    Sealed = UnsafeByteOperations.UnsafeWrap(Options.Mail.Seal(card.Mailbox, letter.ToByteArray())),
                });
            Folder.Write(OwnFile, _own);
            await SendRequestsAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Gate.Release();
        }
    }

    private protected override async Task<LetterOutcome> TakeOutsideAsync(
        OrderLetter letter, OrderContent content, CancellationToken cancellationToken)
    {
        var (id, step) = (Convert.ToHexStringLower(letter.OrderId.Span), (OrderStep)content.ContentCase);
        var copied = content.LetterCopied;
        var request = _own.Recoveries.FirstOrDefault(one => one.RequestDigest.Equals(copied?.RequestDigest));
        if (request is null || copied is null || letter.Sequence != OrderThread.NoPlace
            || copied.Place == 0 || copied.Place > copied.Letters || copied.Letters > OrderThread.EntriesMax
            || copied.Part == 0 || copied.Part > copied.Parts || request.Copies.Count >= CopiesMax)
        {
            return LetterOutcome.No(new(OrderRefusal.UnknownOrder, "Nobody here asked for this copy."), id, step);
        }

        var (refused, sender) = await Checks.SignerOfAsync(
            letter.CertificateId.Memory, SignPurposes.OrderLetter.Over(Options.Party.DigestOf(letter)), letter.Signature,
            cancellationToken).ConfigureAwait(false);
        if (sender?.Uscc != request.Guarantor.Uscc)
        {
            return LetterOutcome.No(
                sender is null ? refused : new(OrderRefusal.NotTheParty, $"{sender.Uscc} was not asked for copies."), id, step);
        }

        if (Find(id) is not null)
        {
            return new LetterOutcome(LetterFate.Repeated, id, step, null, OrderRefused.No);
        }

        request.Copies.Add(letter.ToByteString());
        var outcome = Recover(letter.OrderId, request, id, step);
        Folder.Write(OwnFile, _own);
        return outcome;
    }

    private LetterOutcome Recover(ByteString orderId, PendingRecovery request, string id, OrderStep step)
    {
        try
        {
            var copies = request.Copies.Select(bytes => OrderLetter.Parser.ParseFrom(bytes)).Where(one => one.OrderId.Equals(orderId))
                .Select(one => OrderContent.Parser.ParseFrom(one.Content).LetterCopied).ToList();
            if (RecoveredOrder.TryMake(Options.Party, orderId, copies, request, null) is not { } file)
            {
                return new LetterOutcome(LetterFate.Early, id, step, null, OrderRefused.No);
            }

            var thread = new OrderThread(Options.Party, file);
            Add(thread);
            Save(thread);
            var left = request.Copies.Where(bytes => !OrderLetter.Parser.ParseFrom(bytes).OrderId.Equals(orderId)).ToList();
            request.Copies.Clear();
            request.Copies.AddRange(left);
            return new LetterOutcome(LetterFate.Taken, id, step, thread.View.State, OrderRefused.No);
        }
        catch (Exception e) when (e is InvalidDataException or InvalidProtocolBufferException)
        {
            return LetterOutcome.No(new(OrderRefusal.BrokenThread, e.Message), id, step);
        }
    }

    /// <summary>Leaves what no node has taken yet, and reads what came for recovery. Called outside the gate.</summary>
    private async Task ReceiveRecoveriesAsync(List<LetterOutcome> outcomes, CancellationToken cancellationToken)
    {
        foreach (var request in _own.Recoveries.ToList())
        {
            var cursor = Folder.PathOf($"{Convert.ToHexStringLower(request.RequestDigest.Span)[..16]}.cursor");
            await Options.Mail.ReceiveAsync(request.Mailbox.Memory, cursor, TakeOneAsync, cancellationToken).ConfigureAwait(false);
        }

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

    private async Task SendRequestsAsync(CancellationToken cancellationToken)
    {
        foreach (var request in _own.Recoveries.Where(request => !request.Sealed.IsEmpty))
        {
            await Options.Mail.DepositAsync(request.Sealed.Memory, cancellationToken).ConfigureAwait(false);
            request.Sealed = ByteString.Empty;
            Folder.Write(OwnFile, _own);
        }
    }
}
