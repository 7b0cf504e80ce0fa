using Ledger.Storage;

namespace Ledger.State.Tests;

/// <summary>A store in sorted lists, whose entries a test can count and damage.</summary>
internal sealed class TableStore : IReadStore
{
    private readonly Dictionary<StoreTable, SortedList<byte[], byte[]>> _tables = [];

    /// <summary>Called with each table that is scanned, before it is.</summary>
    public Action<StoreTable> OnScan { get; set; } = _ => { };

    public SortedList<byte[], byte[]> Table(StoreTable table)
    {
        if (!_tables.TryGetValue(table, out var entries))
        {
            _tables[table] = entries = new SortedList<byte[], byte[]>(ByteOrder.Instance);
        }

        return entries;
    }

    public byte[]? Get(StoreTable table, ReadOnlySpan<byte> key) => Table(table).GetValueOrDefault(key.ToArray());

    public IEnumerable<KeyValuePair<byte[], byte[]>> Scan(
        StoreTable table, ReadOnlyMemory<byte> from, ReadOnlyMemory<byte> to, bool reverse = false)
    {
        OnScan(table);
        var entries = Table(table);
        var end = to.IsEmpty ? entries.Count : LowerBound(entries, to);
        var start = LowerBound(entries, from);
        for (var i = 0; i < end - start; i++)
        {
            var at = reverse ? end - 1 - i : start + i;
            yield return KeyValuePair.Create(entries.GetKeyAtIndex(at), entries.GetValueAtIndex(at));
        }
    }

    private static int LowerBound(SortedList<byte[], byte[]> entries, ReadOnlyMemory<byte> bound)
    {
        var (start, end) = (0, entries.Count);
        while (start < end)
        {
            var middle = (start + end) / 2;
            (start, end) = entries.GetKeyAtIndex(middle).AsSpan().SequenceCompareTo(bound.Span) < 0 ? (middle + 1, end) : (start, middle);
        }

        return start;
    }

    public void Write(WriteSet batch)
    {
        foreach (var (table, key, value) in batch.Entries)
        {
            if (value is null)
            {
                Table(table).Remove(key);
            }
            else
            {
                Table(table)[key] = value;
            }
        }
    }
}
