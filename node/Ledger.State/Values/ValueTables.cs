using Ledger.Storage;

namespace Ledger.State.Values;

/// <summary>
/// The newest value of each key, and what was superseded since the oldest kept height. A value that is never changed is written once and
/// copied never. A superseded value stands under the height that replaced or deleted it; deleting leaves nothing else behind.
/// </summary>
internal sealed class ValueTables(IReadStore store)
{
    public VersionedValue? Latest(ReadOnlySpan<byte> key) =>
        store.Get(StoreTable.StateLatest, key) is { } record ? VersionedValue.Decode(record) : null;

    /// <summary>
    /// The value as of <paramref name="height"/>. Right also while a newer block is being written, for a block's entries appear together.
    /// </summary>
    public byte[]? At(byte[] key, ulong height)
    {
        if (Latest(key) is { } latest && latest.WrittenAt <= height)
        {
            return latest.Value;
        }

        foreach (var (_, record) in store.Scan(StoreTable.StateHistory, HistoryKey.Of(key, height + 1), HistoryKey.Of(key, ulong.MaxValue)))
        {
            var superseded = VersionedValue.Decode(record);
            return superseded.WrittenAt <= height ? superseded.Value : null;
        }

        return null;
    }

    /// <summary>The newest entries from <paramref name="from"/> on that begin with <paramref name="prefix"/>, in key order.</summary>
    public IEnumerable<StateEntry> Scan(byte[] prefix, byte[] from)
    {
        foreach (var (key, record) in store.Scan(StoreTable.StateLatest, from, default))
        {
            if (!key.AsSpan().StartsWith(prefix))
            {
                yield break;
            }

            yield return new StateEntry(key, VersionedValue.Decode(record).Value);
        }
    }
}
