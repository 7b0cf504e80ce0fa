using Google.Protobuf;
using Ledger.Protocol;
using Ledger.Protocol.Orders;
using Ledger.Protocol.V1;

namespace Ledger.Orders;

/// <summary>An order put together again from a guarantor's copies of its letters.</summary>
internal static class RecoveredOrder
{
    /// <summary>Most bytes of a letter in one copy, so that the copy is a letter of the size of all.</summary>
    internal const int PartBytes = 12_000;

    /// <summary>The order's file as soon as every part of every letter is there; null before.</summary>
    /// <exception cref="InvalidDataException">The parts do not make letters that follow one another.</exception>
    internal static OrderFile? TryMake(
        OrderParty party, ByteString orderId, IReadOnlyCollection<LetterCopied> copies, PendingRecovery request, string? sectionCode)
    {
        var letters = copies.First().Letters;
        var file = new OrderFile
        {
            OrderId = orderId,
            Side = OrderSide.Bidder,
            Mailbox = request.Mailbox,
            Guarantor = request.Guarantor,
        };
        for (var place = 1U; place <= letters; place++)
        {
            var parts = copies.Where(copy => copy.Place == place).OrderBy(copy => copy.Part).DistinctBy(copy => copy.Part).ToList();
            if (parts.Count == 0 || parts.Count < parts[0].Parts)
            {
                return null;
            }

            file.Entries.Add(
                new OrderEntry
                {
                    Letter = ByteString.CopyFrom([.. parts.SelectMany(part => part.Content)]),
                    Mine = parts[0].FromBidder,
                    At = parts[0].At,
                    Refused = parts[0].Refused,
                });
        }

        Check(party, file);
        foreach (var entry in file.Entries.Where(entry => entry.Mine))
        {
            OrderLetters.TryRead(entry.Letter.Span, out var letter, out _);
            file.Outbox.Add(new OutgoingOrderLetter { Sequence = letter!.Sequence });
        }

        var application = new OrderThread(party, file).View.Application
            ?? throw new InvalidDataException("The copies hold no application.");
        file.SectionCode = application.Plain?.SectionCode ?? sectionCode ?? string.Empty;
        file.TenderDocumentDigest = application.Plain is null ? ByteString.Empty : application.TenderDocumentDigest;
        return file;
    }

    // Each side's letters are one chain of the order: none is left out, none is another order's.
    private static void Check(OrderParty party, OrderFile file)
    {
        foreach (var side in file.Entries.GroupBy(entry => entry.Mine))
        {
            var (number, previous) = (0U, Digest.Zero);
            foreach (var entry in side)
            {
                if (!OrderLetters.TryRead(entry.Letter.Span, out var letter, out _) || letter.Sequence != ++number ||
                    !letter.OrderId.Equals(file.OrderId) || !letter.Previous.Span.SequenceEqual(previous.ToArray()))
                {
                    throw new InvalidDataException("The copies are not the letters of one order.");
                }

                previous = party.DigestOf(letter);
            }
        }
    }
}
