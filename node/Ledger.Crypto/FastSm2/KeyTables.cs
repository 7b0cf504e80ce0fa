namespace Ledger.Crypto.FastSm2;

/// <summary>
/// Decides which keys have a table: those used often enough, at most a fixed number, the least recently used loses its own.
/// Safe for use by several threads.
/// </summary>
/// <remarks>
/// A table costs about as much as it saves over <c>tableAfterUses</c> verifications, and a key that loses it starts counting anew:
/// however keys are chosen against the cache, tables at most about double the work.
/// </remarks>
internal sealed class KeyTables(int tablesMax, int tableAfterUses, int windowBits)
{
    private readonly Lock _lock = new();
    private readonly LinkedList<FastSm2Key> _byUse = new();

    /// <summary>Counts one use of the key and returns its table, or null where it has none.</summary>
    public FixedBaseTable? Use(FastSm2Key key)
    {
        lock (_lock)
        {
            if (key.Place is { } place)
            {
                _byUse.Remove(place);
                _byUse.AddFirst(place);
                return key.Table;
            }

            key.Uses++;
            if (tablesMax == 0 || key.Uses < tableAfterUses)
            {
                return null;
            }

            // The place is taken before the table is there, so that one thread builds it; others go on without.
            Evict();
            key.Place = _byUse.AddFirst(key);
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

    private void Evict()
    {
        if (_byUse.Count < tablesMax)
        {
            return;
        }

        var key = _byUse.Last!.Value;
        _byUse.RemoveLast();
        key.Place = null;
        key.Table = null;
        key.Uses = 0;
    }
}
