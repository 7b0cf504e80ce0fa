using Google.Protobuf;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Orders;

// A bidder that has lost everything but its certificate gets its orders back, to a new mailbox.
public sealed partial class GuarantorDesk
{
    private const int RecoveriesMax = 256;

    private protected override Task<LetterOutcome> TakeOutsideAsync(
        OrderLetter letter, OrderContent content, CancellationToken cancellationToken) => content.ClaimDocumented is { } claim
        ? TakeOfClaimAsync(letter, claim, cancellationToken)
        : TakeOfRecoveryAsync(letter, content, cancellationToken);

    private async Task<LetterOutcome> TakeOfRecoveryAsync(
        OrderLetter letter, OrderContent content, CancellationToken cancellationToken)
    {
        var (id, step) = (Convert.ToHexStringLower(letter.OrderId.Span), (OrderStep)content.ContentCase);
        if (content.RecoveryRequested?.Reply is not { } reply || letter.Sequence != 1
            || !Client.Mailbox.MailboxRecipient.TryRead(reply, Options.Party.Genesis.Suite, out _))
        {
            return LetterOutcome.No(new(OrderRefusal.BadField, "The request names no mailbox of this chain's suite."), id, step);
        }

        var digest = Options.Party.DigestOf(letter);
        var name = ByteString.CopyFrom(digest.ToArray());
        if (_own.RecoveriesDigest.Contains(name))
        {
            return new LetterOutcome(LetterFate.Repeated, id, step, null, OrderRefused.No);
        }

        var (refused, sender) = await Checks.SignerOfAsync(
            letter.CertificateId.Memory, SignPurposes.OrderLetter.Over(digest), letter.Signature, cancellationToken).ConfigureAwait(false);
        if (sender is null)
        {
            return LetterOutcome.No(refused, id, step);
        }

        _own.RecoveriesDigest.Add(name);
        while (_own.RecoveriesDigest.Count > RecoveriesMax)
        {
            _own.RecoveriesDigest.RemoveAt(0);
        }

        SaveOwn();
        foreach (var thread in Threads.Where(thread => thread.View.Application?.Applicant?.Uscc == sender.Uscc).ToList())
        {
            CopyTo(thread, reply, name);
            Save(thread);
            await TrySendAsync(thread, cancellationToken).ConfigureAwait(false);
        }

        return new LetterOutcome(LetterFate.Taken, id, step, null, OrderRefused.No);
    }

    /// <summary>Every letter of an order to the new mailbox, to which this side writes from now on.</summary>
    private void CopyTo(OrderThread thread, MailboxCard reply, ByteString request)
    {
        thread.File.Reply = reply;
        foreach (var (entry, place) in thread.File.Entries.Select((entry, at) => (entry, at + 1)))
        {
            var parts = entry.Letter.Chunk(RecoveredOrder.PartBytes).ToList();
            foreach (var (part, number) in parts.Select((part, at) => (part, at + 1)))
            {
                var copy = new LetterCopied
                {
                    RequestDigest = request,
                    Place = (uint)place,
                    Letters = (uint)thread.File.Entries.Count,
                    Part = (uint)number,
                    Parts = (uint)parts.Count,
                    Content = ByteString.CopyFrom(part),
                    FromBidder = !entry.Mine,
                    Refused = entry.Refused,
                    At = entry.At,
                };
                thread.WriteOutside(new OrderContent { LetterCopied = copy }, reply, Options.Mail);
            }
        }
    }
}
