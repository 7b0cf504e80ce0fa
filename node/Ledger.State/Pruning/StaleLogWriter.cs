using System.Buffers.Binary;
using Ledger.State.Trie;
using Ledger.Storage;

namespace Ledger.State.Pruning;

/// <summary>Writes the list of entries that a height made superfluous for all heights from its own on, in pieces of bounded size.</summary>
internal sealed class StaleLogWriter(WriteSet set, ulong height)
{
    public const int EntriesPerPiece = 128;

    private readonly List<byte> _piece = [];
    private int _entries;
    private uint _pieces;

    public void Add(StoreTable table, byte[] key)
    {
        Span<byte> head = stackalloc byte[1 + sizeof(ushort)];
        head[0] = (byte)table;
        BinaryPrimitives.WriteUInt16BigEndian(head[1..], (ushort)key.Length);
        _piece.AddRange(head);
        _piece.AddRange(key);
        if (++_entries == EntriesPerPiece)
        {
            Finish();
        }
    }

    /// <summary>Writes the last piece.</summary>
    public void Finish()
    {
        if (_entries == 0)
        {
            return;
        }

        set.Put(StoreTable.StateNodes, NodeKey.Stale(height, _pieces++), [.. _piece]);
        _piece.Clear();
        _entries = 0;
    }
}
