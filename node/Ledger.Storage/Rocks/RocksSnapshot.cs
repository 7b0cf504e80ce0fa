using RocksDbSharp;

namespace Ledger.Storage.Rocks;

internal sealed class RocksSnapshot : IStoreSnapshot
{
    private readonly RocksDatabase _database;
    private readonly Snapshot _snapshot;
    private readonly ReadOptions _options;
    private bool _disposed;

    internal RocksSnapshot(RocksDatabase database)
    {
        database.Hold();
        _database = database;
        _snapshot = database.CreateSnapshot();
        _options = new ReadOptions().SetSnapshot(_snapshot);
    }

    public byte[]? Get(StoreTable table, ReadOnlySpan<byte> key)
    {
        ObjectDisposedException.ThrowIf(_disposed, typeof(IStoreSnapshot));
        return _database.Get(table, key, _options);
    }

    public IEnumerable<KeyValuePair<byte[], byte[]>> Scan(
        StoreTable table, ReadOnlyMemory<byte> from, ReadOnlyMemory<byte> to, bool reverse = false)
    {
        ObjectDisposedException.ThrowIf(_disposed, typeof(IStoreSnapshot));
        return WhileHeld(_database.Scan(table, from.ToArray(), to.ToArray(), reverse, _snapshot));
    }

    public void Dispose()
    {
        if (!_disposed)
        {
            _disposed = true;
            _snapshot.Dispose();
            _database.Release();
        }
    }

    // An enumeration begun after the snapshot was given back would read through a freed pointer.
    private IEnumerable<KeyValuePair<byte[], byte[]>> WhileHeld(IEnumerable<KeyValuePair<byte[], byte[]>> entries)
    {
        ObjectDisposedException.ThrowIf(_disposed, typeof(IStoreSnapshot));
        foreach (KeyValuePair<byte[], byte[]> entry in entries)
        {
            yield return entry;
        }
    }
}
