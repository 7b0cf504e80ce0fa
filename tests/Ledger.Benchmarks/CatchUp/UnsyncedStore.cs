using Ledger.Storage;

namespace Ledger.Benchmarks.CatchUp;

/// <summary>A store that waits for no disk: for a chain that is only made to be measured by, and lost with its process.</summary>
internal sealed class UnsyncedStore(IStore inner) : IStore
{
    public byte[]? Get(StoreTable table, ReadOnlySpan<byte> key) => inner.Get(table, key);

    public IEnumerable<KeyValuePair<byte[], byte[]>> Scan(
        StoreTable table, ReadOnlyMemory<byte> from, ReadOnlyMemory<byte> to, bool reverse = false) =>
        inner.Scan(table, from, to, reverse);

    public void Write(WriteSet batch, bool durable) => inner.Write(batch, durable: false);

    public void Sync() => inner.Sync();

    public IStoreSnapshot Snapshot() => inner.Snapshot();

    public void Dispose() => inner.Dispose();
}
