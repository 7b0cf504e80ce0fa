using System.Buffers.Binary;
using Ledger.State.Trie;
using Ledger.Storage;

namespace Ledger.State.Pruning;

/// <summary>
/// Works through the lists of superseded entries from the oldest height on. What a height superseded may go as soon as that height is the
/// oldest kept. A list's piece is deleted together with what it names, so the work goes on where it stopped, whatever happens between.
/// </summary>
internal sealed class Pruner
{
    private const int MarkBytes = 2 * sizeof(ulong);

    private readonly IReadStore _store;
    private ulong _oldest;

    // Where the search begins; only spares it the deleted entries before.
    private ulong _searchFrom;

    public Pruner(IReadStore store)
    {
        _store = store;
        if (store.Get(StoreTable.StateNodes, NodeKey.Pruned) is { } mark)
        {
            if (mark.Length != MarkBytes)
            {
                throw NodeCodec.Corrupt("the mark of pruning");
            }

            _oldest = BinaryPrimitives.ReadUInt64BigEndian(mark);
            _searchFrom = BinaryPrimitives.ReadUInt64BigEndian(mark.AsSpan(sizeof(ulong)));
        }
    }

    /// <summary>The oldest height that is kept.</summary>
    public ulong Oldest => Volatile.Read(ref _oldest);

    public bool Prune(ulong keepFrom, int limit, WriteSet set)
    {
        Volatile.Write(ref _oldest, Math.Max(keepFrom, _oldest));
        var deleted = 0;
        var done = true;
        var searchFrom = _searchFrom;
        foreach (var (key, piece)
            in _store.Scan(StoreTable.StateNodes, NodeKey.Stale(_searchFrom, 0), NodeKey.Stale(_oldest, uint.MaxValue)))
        {
            // Not past the first list found: if the last set was lost, that is where its work still stands.
            searchFrom = deleted == 0 ? NodeKey.StaleHeight(key) : searchFrom;
            done = deleted < limit;
            if (!done)
            {
                break;
            }

            deleted += DeleteNamed(piece, set);
            set.Delete(StoreTable.StateNodes, key);
        }

        _searchFrom = searchFrom;
        set.Put(StoreTable.StateNodes, NodeKey.Pruned, Mark());
        return done;
    }

    private byte[] Mark()
    {
        var mark = new byte[MarkBytes];
        BinaryPrimitives.WriteUInt64BigEndian(mark, _oldest);
        BinaryPrimitives.WriteUInt64BigEndian(mark.AsSpan(sizeof(ulong)), _searchFrom);
        return mark;
    }

    private static int DeleteNamed(ReadOnlySpan<byte> piece, WriteSet set)
    {
        var count = 0;
        while (!piece.IsEmpty)
        {
            if (piece.Length < 3 || piece.Length - 3 < BinaryPrimitives.ReadUInt16BigEndian(piece[1..]))
            {
                throw NodeCodec.Corrupt("a list of superseded entries");
            }

            var bytes = BinaryPrimitives.ReadUInt16BigEndian(piece[1..]);
            set.Delete((StoreTable)piece[0], piece.Slice(3, bytes).ToArray());
            piece = piece[(3 + bytes)..];
            count++;
        }

        return count;
    }
}
