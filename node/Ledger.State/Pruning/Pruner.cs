using System.Buffers.Binary;
using Ledger.State.Heights;
using Ledger.State.Trie;
using Ledger.State.Values;
using Ledger.Storage;

namespace Ledger.State.Pruning;

/// <summary>
/// Works through what heights superseded, from the oldest on: the branches that a checkpoint did, and the values that a height did. What a
/// height superseded may go as soon as a checkpoint at it or above is the oldest kept height or below, for from that checkpoint on the
/// heights between are made again. A list's piece is deleted together with what it names, so the work goes on where it stopped, whatever
/// happens between.
/// </summary>
internal sealed class Pruner
{
    private readonly IReadStore _store;
    private readonly NodeLoader _loader;
    private ulong _oldest;

    // Where the search begins in either list; only spares it the deleted entries before.
    private ulong _branchesFrom;
    private ulong _valuesFrom;

    public Pruner(IReadStore store, NodeLoader loader)
    {
        _store = store;
        _loader = loader;
        if (store.Get(StoreTable.StateNodes, NodeKey.Pruned) is { } mark)
        {
            // A mark of two heights is from when both lists were one.
            if (mark.Length is not (2 * sizeof(ulong) or 3 * sizeof(ulong)))
            {
                throw NodeCodec.Corrupt("the mark of pruning");
            }

            _oldest = BinaryPrimitives.ReadUInt64BigEndian(mark);
            _branchesFrom = BinaryPrimitives.ReadUInt64BigEndian(mark.AsSpan(sizeof(ulong)));
            _valuesFrom = BinaryPrimitives.ReadUInt64BigEndian(mark.AsSpan(mark.Length - sizeof(ulong)));
        }
    }

    /// <summary>The oldest height that is kept.</summary>
    public ulong Oldest => Volatile.Read(ref _oldest);

    public bool Prune(ulong keepFrom, int limit, WriteSet set)
    {
        Volatile.Write(ref _oldest, Math.Max(keepFrom, _oldest));
        var done = true;
        if (_loader.LoadRoot(_oldest) is var (checkpoint, _))
        {
            var left = limit;
            done = Work(NodeKey.Stale, ref _branchesFrom, checkpoint, DeleteNamed, ref left, set)
                & Work(NodeKey.Change, ref _valuesFrom, checkpoint, DeleteSuperseded, ref left, set);
        }

        set.Put(StoreTable.StateNodes, NodeKey.Pruned, MarkOf(_oldest, _branchesFrom, _valuesFrom));
        return done;
    }

    private bool Work(
        Func<ulong, uint, byte[]> keyOf, ref ulong from, ulong upTo, Func<byte[], byte[], WriteSet, int> delete, ref int left, WriteSet set)
    {
        var searchFrom = from;
        var isFirst = true;
        foreach (var (key, piece) in _store.Scan(StoreTable.StateNodes, keyOf(from, 0), keyOf(upTo, uint.MaxValue)))
        {
            // Not past the first list found: if the last set was lost, that is where its work still stands.
            searchFrom = isFirst ? NodeKey.HeightOf(key) : searchFrom;
            isFirst = false;
            if (left <= 0)
            {
                from = searchFrom;
                return false;
            }

            left -= Math.Max(1, delete(key, piece, set));
            set.Delete(StoreTable.StateNodes, key);
        }

        from = searchFrom;
        return true;
    }

    /// <summary>The record of how far pruning has come.</summary>
    public static byte[] MarkOf(ulong oldest, ulong branchesFrom, ulong valuesFrom)
    {
        var mark = new byte[3 * sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(mark, oldest);
        BinaryPrimitives.WriteUInt64BigEndian(mark.AsSpan(sizeof(ulong)), branchesFrom);
        BinaryPrimitives.WriteUInt64BigEndian(mark.AsSpan(2 * sizeof(ulong)), valuesFrom);
        return mark;
    }

    private static int DeleteSuperseded(byte[] key, byte[] piece, WriteSet set)
    {
        var height = NodeKey.HeightOf(key);
        var count = 0;
        foreach (var change in ChangeLog.Read(NodeKey.PieceOf(key), piece))
        {
            if (change.HadValue)
            {
                set.Delete(StoreTable.StateHistory, HistoryKey.Of(change.Key, height));
                count++;
            }
        }

        return count;
    }

    private static int DeleteNamed(byte[] key, byte[] piece, WriteSet set)
    {
        var left = piece.AsSpan();
        var count = 0;
        while (!left.IsEmpty)
        {
            if (left.Length < 3 || left.Length - 3 < BinaryPrimitives.ReadUInt16BigEndian(left[1..]))
            {
                throw NodeCodec.Corrupt("a list of superseded entries");
            }

            var bytes = BinaryPrimitives.ReadUInt16BigEndian(left[1..]);
            set.Delete((StoreTable)left[0], left.Slice(3, bytes).ToArray());
            left = left[(3 + bytes)..];
            count++;
        }

        return count;
    }
}
