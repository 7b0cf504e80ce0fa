using System.Security.Cryptography;
using Ledger.Audit.Replay.State;
using Ledger.Schema;

namespace Ledger.Audit.Rules;

/// <summary>
/// The state as far as genesis and events have told it: the newest record of each key, in a file that only grows, with some sixty bytes of
/// memory a key. Not safe for use by several threads.
/// </summary>
/// <param name="path">A file that is not there; it is gone afterwards.</param>
internal sealed class ToldState(string path) : IStateReader, IDisposable
{
    private readonly StateFile _file = new(path);

    // By a digest nobody can find two keys of; keys themselves would be most of the memory.
    private readonly Dictionary<UInt128, (long Offset, int Length)> _places = [];

    /// <inheritdoc/>
    public byte[]? Get(byte[] key)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (!_places.TryGetValue(NameOf(key), out var place))
        {
            return null;
        }

        var record = new byte[place.Length];
        return _file.Read(place.Offset, record) == record.Length
            ? record
            : throw new IOException("The file of what was told is shorter than it was written.");
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    /// <summary>What holds from now on; null: the record is removed.</summary>
    internal void Set(byte[] key, ReadOnlySpan<byte> record, bool isRemoved)
    {
        if (isRemoved)
        {
            _places.Remove(NameOf(key));
            return;
        }

        _places[NameOf(key)] = (_file.Append(record), record.Length);
    }

    private static UInt128 NameOf(byte[] key)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(key, digest);
        return System.Buffers.Binary.BinaryPrimitives.ReadUInt128LittleEndian(digest);
    }
}
