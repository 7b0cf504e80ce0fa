using Ledger.Protocol.Proofs;

namespace Ledger.State.Values;

/// <summary>
/// Values that the writer read or wrote lately, and keys that it found to have none. In two generations: what was not used while the
/// younger one filled goes. Of the writer alone.
/// </summary>
/// <param name="bytesMax">Memory of both generations, in bytes, by estimate.</param>
internal sealed class ValueCache(long bytesMax)
{
    private const int EntryBytes = 160; // the dictionary's slot, the arrays' headers
    private Dictionary<byte[], VersionedValue?> _young = new(StateKeyComparer.Instance);
    private Dictionary<byte[], VersionedValue?> _old = new(StateKeyComparer.Instance);
    private long _youngBytes;

    /// <summary>Whether the newest value of a key is known here; a known null says that it has none.</summary>
    public bool TryGet(byte[] key, out VersionedValue? value)
    {
        if (_young.TryGetValue(key, out value))
        {
            return true;
        }

        if (!_old.TryGetValue(key, out value))
        {
            return false;
        }

        Set(key, value);
        return true;
    }

    /// <summary>Keeps what the newest value of a key is.</summary>
    public void Set(byte[] key, VersionedValue? value)
    {
        _young[key] = value;
        _youngBytes += EntryBytes + key.Length + (value?.Value.Length ?? 0);
        if (_youngBytes > bytesMax / 2)
        {
            (_old, _young) = (_young, _old);
            _young.Clear();
            _youngBytes = 0;
        }
    }
}
