namespace Ledger.Storage.Memory;

/// <summary>An immutable state of all tables.</summary>
internal sealed class Tables
{
    internal static readonly Tables Empty = new(new AvlNode?[StoreTables.All.Length]);
    private readonly AvlNode?[] _roots;

    private Tables(AvlNode?[] roots) => _roots = roots;

    internal byte[]? Get(StoreTable table, ReadOnlySpan<byte> key) => (byte[]?)Tree.Get(_roots[StoreTables.IndexOf(table)], key)?.Clone();

    internal IEnumerable<KeyValuePair<byte[], byte[]>> Scan(StoreTable table, byte[] from, byte[] to, bool reverse)
    {
        AvlNode? root = _roots[StoreTables.IndexOf(table)];
        return StoreTables.IsEmptyRange(from, to) ? [] : Tree.Scan(root, from, to, reverse);
    }

    internal Tables With(WriteSet batch)
    {
        AvlNode?[] roots = (AvlNode?[])_roots.Clone();
        foreach (WriteSet.Entry entry in batch.Entries)
        {
            ref AvlNode? root = ref roots[StoreTables.IndexOf(entry.Table)];
            root = entry.Value is null ? Tree.Delete(root, entry.Key) : Tree.Put(root, entry.Key, entry.Value);
        }

        return new Tables(roots);
    }
}
