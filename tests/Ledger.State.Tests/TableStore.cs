using Ledger.Storage;

namespace Ledger.State.Tests;

/// <summary>A store in sorted dictionaries, whose entries a test can count and damage.</summary>
internal sealed class TableStore : IReadStore
{
    private readonly Dictionary<StoreTable, SortedDictionary<byte[], byte[]>> _tables = [];

    public SortedDictionary<byte[], byte[]> Table(StoreTable table)
    {
        if (!_tables.TryGetValue(table, out var entries))
        {
            _tables[table] = entries = new SortedDictionary<byte[], byte[]>(ByteOrder.Instance);
        }

        return entries;
    }

    public byte[]? Get(StoreTable table, ReadOnlySpan<byte> key) => Table(table).GetValueOrDefault(key.ToArray());

    public IEnumerable<KeyValuePair<byte[], byte[]>> Scan(StoreTable table, ReadOnlyMemory<byte> from, ReadOnlyMemory<byte> to, bool reverse = false)
    {
        var found = Table(table)
            .Where(entry => entry.Key.AsSpan().SequenceCompareTo(from.Span) >= 0 && (to.IsEmpty || entry.Key.AsSpan().SequenceCompareTo(to.Span) < 0))
            .ToList();
        if (reverse)
        {
            found.Reverse();
        }

        return found;
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
