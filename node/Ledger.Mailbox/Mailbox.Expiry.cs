using Ledger.Protocol;
using Ledger.Storage;

namespace Ledger.Mailbox;

public sealed partial class Mailbox
{
    private const long HourMs = 60 * 60 * 1000;

    /// <summary>Most letters deleted in one batch: keeps a sweep after a long pause bounded in memory.</summary>
    private const int DeletionsMax = 4_096;

    private long ExpiryOf(LetterEntry entry) => (long)entry.Hour + _options.KeptHours;

    /// <summary>Brings the boxes up to the clock: once an hour, whoever comes first. Under the lock.</summary>
    private Refused Tick()
    {
        var hour = (uint)Math.Max(_clock.GetUtcNow().ToUnixTimeMilliseconds() / HourMs, 0);
        if (hour <= _hour)
        {
            return Refused.No; // hours never go back, whatever the clock does, so sequence numbers do not either
        }

        var refused = Delete([.. _boxes.Select(box => (box.Key, box.Value))], entry => ExpiryOf(entry) <= hour, out var expired);
        if (!refused.IsRefused)
        {
            refused = ForgetEmpty(hour);
        }

        if (expired > 0)
        {
            MailboxMetrics.Expired(expired);
            _logger.Expired(expired);
        }

        _hour = refused.IsRefused ? _hour : hour;
        return refused;
    }

    /// <summary>Deletes the oldest letters of boxes, as far as a condition goes; those of a batch that was written are deleted even where a later one fails.</summary>
    private Refused Delete(IReadOnlyList<(Digest Address, Box Box)> boxes, Func<LetterEntry, bool> condition, out int deleted)
    {
        deleted = 0;
        foreach (var (address, box) in boxes)
        {
            while (box.Oldest(condition).Take(DeletionsMax).ToList() is { Count: > 0 } entries)
            {
                var batch = new WriteSet();
                entries.ForEach(entry => MailboxTable.DeleteLetter(batch, address, entry.Sequence));
                if (_store.Remove(batch) is { IsRefused: true } refused)
                {
                    return refused;
                }

                box.RemoveOldest(entries.Count);
                (_letters, _bytes, deleted) = (_letters - entries.Count, _bytes - entries.Sum(entry => (long)entry.Bytes), deleted + entries.Count);
            }
        }

        return Refused.No;
    }

    // Once the hour of an empty box's last number is over, no new number can meet an old one, and nothing needs to say that it ever was.
    private Refused ForgetEmpty(uint hour)
    {
        var empty = _boxes.Where(box => box.Value.Count == 0 && box.Value.LastSequence < (ulong)hour << SequenceHourShift).Select(box => box.Key).ToList();
        if (empty.Count == 0)
        {
            return Refused.No;
        }

        var batch = new WriteSet();
        MailboxTable.PutHour(batch, hour);
        empty.ForEach(address => MailboxTable.DeleteLast(batch, address));
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
            (_letters, _bytes) = (_letters + 1, _bytes + entry.Bytes);
        }

        _logger.Opened(_letters, _bytes);
    }
}
