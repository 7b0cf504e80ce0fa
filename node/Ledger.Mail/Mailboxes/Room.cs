using Ledger.Protocol;
using Ledger.Protocol.Mail;

namespace Ledger.Mail.Mailboxes;

/// <summary>
/// What a node's letters take, and what room there is for more. Addresses of published cards may take all of it; all others together only
/// their part, so that made-up addresses never close the node to a guarantor. Used under the mailbox's lock.
/// </summary>
internal sealed class Room(MailboxOptions options, IReadOnlyDictionary<Digest, Box> boxes, IPublishedCards cards)
{
    private const int Percent = 100;

    /// <summary>Letters held.</summary>
    internal int Letters { get; private set; }

    /// <summary>Their bytes.</summary>
    internal long Bytes { get; private set; }

    internal void Add(int letters, long bytes) => (Letters, Bytes) = (Letters + letters, Bytes + bytes);

    /// <summary>Refuses a letter that finds no place.</summary>
    internal Refused HasPlace(Digest address, int bytes)
    {
        var box = boxes.GetValueOrDefault(address);
        if (box is not null && (box.Count >= options.AddressLettersMax || box.Bytes + bytes > options.AddressBytesMax))
        {
            return new Refused(
                RefusalCode.MailboxFull,
                $"An address holds at most {options.AddressLettersMax} letters and {options.AddressBytesMax} bytes.");
        }

        var (used, max) = (Used(address), Max(address));
        var isFull = used.Letters >= max.Letters || used.Bytes + bytes > max.Bytes || (box is null && used.Addresses >= max.Addresses);
        return isFull ? new Refused(RefusalCode.MailboxesFull, "The node holds as many letters as it may.") : Refused.No;
    }

    /// <summary>Zero bits of the stamp of the smallest letter to an address at present; to none in particular where it is null.</summary>
    internal int StampBits(Digest? address)
    {
        var (used, max) = (Used(address), Max(address));
        var box = address is { } one ? boxes.GetValueOrDefault(one) : null;
        var rise = (int[])
        [
            StampPrice.Rise(used.Letters, max.Letters),
            StampPrice.Rise(used.Bytes, max.Bytes),
            StampPrice.Rise(used.Addresses, max.Addresses),

            StampPrice.Rise(box?.Count ?? 0, options.AddressLettersMax), StampPrice.Rise(box?.Bytes ?? 0, options.AddressBytesMax),
        ];
        return Math.Min(
            options.StampBits + rise.Max(), Stamps.BitsMax - Protocol.Mail.Letters.StampBits(0, Protocol.Mail.Letters.BytesMax));
    }

    private bool IsPublished(Digest? address) => address is { } one && cards.Addresses.Contains(one);

    // Of all for a published address; of all but the published ones for another.
    private (long Letters, long Bytes, long Addresses) Used(Digest? address)
    {
        var used = ((long)Letters, Bytes, (long)boxes.Count);
        if (IsPublished(address))
        {
            return used;
        }

        foreach (var published in cards.Addresses)
        {
            if (boxes.TryGetValue(published, out var box))
            {
                used = (used.Item1 - box.Count, used.Item2 - box.Bytes, used.Item3 - 1);
            }
        }

        return used;
    }

    private (long Letters, long Bytes, long Addresses) Max(Digest? address)
    {
        var part = IsPublished(address) ? Percent : Percent - options.PublishedPercent;
        return (
            (long)options.LettersMax * part / Percent,
            (long)((Int128)options.BytesMax * part / Percent),
            (long)options.AddressesMax * part / Percent);
    }
}
