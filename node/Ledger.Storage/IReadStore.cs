namespace Ledger.Storage;

/// <summary>Reads of a store or of a snapshot of it. Safe for use by several threads. Keys compare as unsigned bytes.</summary>
public interface IReadStore
{
    /// <summary>The value of <paramref name="key"/>, or null where there is none.</summary>
    /// <exception cref="StorageException">The disk failed or its data is corrupt.</exception>
    byte[]? Get(StoreTable table, ReadOnlySpan<byte> key);

    /// <summary>
    /// The entries with <paramref name="from"/> ≤ key &lt; <paramref name="to"/> in key order, or from the highest down if <paramref
    /// name="reverse"/>. An empty <paramref name="to"/> means no upper bound. Enumerating holds an iterator open: dispose it by finishing
    /// or leaving the loop.
    /// </summary>
    /// <exception cref="StorageException">The disk failed or its data is corrupt.</exception>
    IEnumerable<KeyValuePair<byte[], byte[]>> Scan(
        StoreTable table, ReadOnlyMemory<byte> from, ReadOnlyMemory<byte> to, bool reverse = false);
}
