using Ledger.Protocol;
using Ledger.Storage;

namespace Ledger.Mail.Mailboxes;

public sealed partial class Mailbox
{
    private const string Kind = "Letters";

    /// <summary>Most letters deleted in one batch: keeps a sweep after a long pause bounded in memory.</summary>
    private const int DeletionsMax = 4_096;

    // Under the lock, as what follows.
    private long ExpiryOf(Digest address, Box box, LetterEntry entry) =>
        (long)entry.Hour + (box.IsFetched || _cards.Addresses.Contains(address) ? _options.KeptHours : _options.KeptHoursUnfetched);

    /// <summary>Brings the boxes up to the clock: once an hour, whoever comes first. Under the lock.</summary>
    private Refused Tick()
    {
        var hour = MailHours.Of(_clock);
        if (hour <= _hour)
        {
            return Refused.No; // hours never go back, whatever the clock does, so sequence numbers do not either
        }

        var (refused, expired) = (Refused.No, 0);
        foreach (var (address, box) in _boxes)
        {
            refused = Delete(address, box, entry => ExpiryOf(address, box, entry) <= hour, out var deleted);
            expired += deleted;
            if (refused.IsRefused)
            {
                break;
            }
        }

        if (!refused.IsRefused)
        {
            refused = ForgetEmpty(hour);
        }

        if (expired > 0)
        {
            MailboxMetrics.Expired(expired);
            _logger.Expired(Kind, expired);
        }

        _hour = refused.IsRefused ? _hour : hour;
        return refused;
    }

    /// <summary>
    /// Deletes the oldest letters of a box, as far as a condition goes; those of a batch that was written are deleted even where a later
    /// one fails.
    /// </summary>
    private Refused Delete(Digest address, Box box, Func<LetterEntry, bool> condition, out int deleted)
    {
        deleted = 0;
        while (box.Oldest(condition).Take(DeletionsMax).ToList() is { Count: > 0 } entries)
        {
            var batch = new WriteSet();
            entries.ForEach(entry => MailboxTable.DeleteLetter(batch, address, entry.Sequence));
            if (_store.Remove(batch) is { IsRefused: true } refused)
            {
                return refused;
            }

            box.RemoveOldest(entries.Count);
            _room.Add(-entries.Count, -entries.Sum(entry => (long)entry.Bytes));
            deleted += entries.Count;
        }

        return Refused.No;
    }

    // Once the hour of an empty box's last number is over, no new number can meet an old one, and nothing needs to say that it ever was.
    private Refused ForgetEmpty(uint hour)
    {
        var empty = _boxes.Where(box => box.Value.Count == 0 && box.Value.LastSequence < (ulong)hour << SequenceHourShift)
            .Select(box => box.Key).ToList();
        if (empty.Count == 0)
        {
            return Refused.No;
        }

        var batch = new WriteSet();
        MailboxTable.PutHour(batch, hour);
        empty.ForEach(address => MailboxTable.DeleteBox(batch, address));
        if (_store.Remove(batch) is { IsRefused: true } refused)
        {
            return refused;
        }

        empty.ForEach(address => _boxes.Remove(address));
        return Refused.No;
    }

    private void Load()
    {
        _hour = MailboxTable.ReadHour(_store.Entries);
        foreach (var (address, last) in MailboxTable.ReadLast(_store.Entries))
        {
            BoxOf(address).LastSequence = last;
            _hour = Math.Max(_hour, (uint)(last >> SequenceHourShift));
        }

        foreach (var (address, entry) in MailboxTable.ReadEntries(_store.Entries))
        {
            BoxOf(address).Add(entry);
            _room.Add(1, entry.Bytes);
        }

        foreach (var address in MailboxTable.ReadFetched(_store.Entries))
        {
            BoxOf(address).IsFetched = true;
        }

        _logger.Opened(Kind, _room.Letters, _room.Bytes);
    }
}
