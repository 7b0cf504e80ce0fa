namespace Ledger.Crypto.FastSm2;

/// <summary>
/// Decides which keys have a table: those used often enough, at most a fixed number. A key loses its own only once it has not been used for
/// long, so that more keys in turn than there are tables do not take them from one another. Safe for use by several threads.
/// </summary>
/// <remarks>
/// A table costs about as much as it saves over <c>tableAfterUses</c> verifications, and a key that loses it starts counting anew:
/// however keys are chosen against the cache, tables at most about double the work.
/// </remarks>
internal sealed class KeyTables(int tablesMax, int tableAfterUses, int windowBits)
{
    // A table in use once in so many verifications for each table there is stays.
    private const int IdleUsesPerTable = 32;
    private readonly Lock _lock = new();
    private readonly LinkedList<FastSm2Key> _byUse = new();
    private long _uses;

    /// <summary>Counts one use of the key and returns its table, or null where it has none.</summary>
    public FixedBaseTable? Use(FastSm2Key key)
    {
        lock (_lock)
        {
            _uses++;
            if (key.Place is { } place)
            {
                key.LastUse = _uses;
                _byUse.Remove(place);
                _byUse.AddFirst(place);
                return key.Table;
            }

            key.Uses++;
            if (key.Uses < tableAfterUses || !TryMakeRoom())
            {
                return null;
            }

            // The place is taken before the table is there, so that one thread builds it; others go on without.
            key.Place = _byUse.AddFirst(key);
            key.LastUse = _uses;
        }

        var table = new FixedBaseTable(in key.Point, windowBits);
        lock (_lock)
        {
            // Evicted meanwhile: the table serves this once.
            if (key.Place is not null)
            {
                key.Table = table;
            }
        }

        return table;
    }

    private bool TryMakeRoom()
    {
        if (_byUse.Count < tablesMax)
        {
            return true;
        }

        if (_byUse.Last is not { } last || _uses - last.Value.LastUse < (long)IdleUsesPerTable * tablesMax)
        {
            return false;
        }

        var key = last.Value;
        _byUse.RemoveLast();
        key.Place = null;
        key.Table = null;
        key.Uses = 0;
        return true;
    }
}
