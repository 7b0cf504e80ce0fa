namespace Ledger.Crypto.Signatures;

/// <summary>
/// Parsed keys by their encoding: at most a fixed number, the least recently used leaves first. A key that does not parse is
/// kept as null, so that a hostile one is not parsed again and again. Safe for use by several threads.
/// </summary>
/// <remarks>A parsed key that leaves may be in use by another thread, so it is left to its finalizer, not disposed.</remarks>
internal sealed class KeyCache<TParsed>(int keysMax, Func<PublicKey, TParsed?> parse)
    where TParsed : class
{
    private readonly Lock _lock = new();
    private readonly Dictionary<PublicKey, LinkedListNode<Entry>> _byKey = [];
    private readonly LinkedList<Entry> _byUse = new();

    /// <summary>How many keys are held.</summary>
    internal int Count
    {
        get
        {
            lock (_lock)
            {
                return _byKey.Count;
            }
        }
    }

    /// <summary>The parsed form of <paramref name="key"/>; null where it is not a valid key.</summary>
    internal TParsed? Get(PublicKey key)
    {
        lock (_lock)
        {
            if (_byKey.TryGetValue(key, out var known))
            {
                _byUse.Remove(known);
                _byUse.AddFirst(known);
                return known.Value.Parsed;
            }
        }

        // Outside the lock: parsing takes longer than everything else here. Two threads may parse the same key; one result stays.
        var parsed = parse(key);
        lock (_lock)
        {
            if (_byKey.TryGetValue(key, out var raced))
            {
                return raced.Value.Parsed;
            }

            if (_byKey.Count >= keysMax)
            {
                _byKey.Remove(_byUse.Last!.Value.Key);
                _byUse.RemoveLast();
            }

            _byKey.Add(key, _byUse.AddFirst(new Entry(key, parsed)));
        }

        return parsed;
    }

    private readonly record struct Entry(PublicKey Key, TParsed? Parsed);
}
