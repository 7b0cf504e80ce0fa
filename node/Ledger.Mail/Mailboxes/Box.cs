using Ledger.Protocol;

namespace Ledger.Mail.Mailboxes;

/// <summary>The letters of one address, without their bytes.</summary>
internal sealed class Box
{
    private readonly Queue<LetterEntry> _letters = new();
    private readonly Dictionary<Digest, LetterEntry> _byDigest = [];

    internal int Count => _letters.Count;

    internal long Bytes { get; private set; }

    internal ulong LastSequence { get; set; }

    /// <summary>Whether its owner has ever fetched a letter.</summary>
    internal bool IsFetched { get; set; }

    internal bool TryFind(Digest letter, out LetterEntry entry) => _byDigest.TryGetValue(letter, out entry);

    internal void Add(LetterEntry entry)
    {
        _letters.Enqueue(entry);
        _byDigest.Add(entry.Digest, entry);
        Bytes += entry.Bytes;
        LastSequence = Math.Max(LastSequence, entry.Sequence);
    }

    /// <summary>The oldest letters that fulfil a condition, up to the first that does not.</summary>
    internal IEnumerable<LetterEntry> Oldest(Func<LetterEntry, bool> condition) => _letters.TakeWhile(condition);

    internal void RemoveOldest(int count)
    {
        for (; count > 0; count--)
        {
            var entry = _letters.Dequeue();
            _byDigest.Remove(entry.Digest);
            Bytes -= entry.Bytes;
        }
    }
}
