namespace Ledger.Storage.Memory;

internal sealed class MemorySnapshot(Tables tables) : IStoreSnapshot
{
    private bool _disposed;

    public byte[]? Get(StoreTable table, ReadOnlySpan<byte> key) => Held().Get(table, key);

    public IEnumerable<KeyValuePair<byte[], byte[]>> Scan(
        StoreTable table, ReadOnlyMemory<byte> from, ReadOnlyMemory<byte> to, bool reverse = false)
    {
        StoreTables.IndexOf(table);
        Held();
        return Enumerate(table, from.ToArray(), to.ToArray(), reverse);
    }

    public void Dispose() => _disposed = true;

    private IEnumerable<KeyValuePair<byte[], byte[]>> Enumerate(StoreTable table, byte[] from, byte[] to, bool reverse)
    {
        foreach (KeyValuePair<byte[], byte[]> entry in Held().Scan(table, from, to, reverse))
        {
            yield return entry;
        }
    }

    private Tables Held()
    {
        ObjectDisposedException.ThrowIf(_disposed, typeof(IStoreSnapshot));
        return tables;
    }
}
