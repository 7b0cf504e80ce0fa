using System.Buffers.Binary;
using Ledger.Crypto;
using Ledger.Protocol.Proofs;
using Ledger.State.Trie;
using Ledger.State.Values;
using Ledger.Storage;

namespace Ledger.State.Heights;

/// <summary>
/// What each height changed: the root after it, and its keys in order, each with whether it had a value before. From this and the values
/// the trie of any height is made again that has no checkpoint of its own; and pruning learns which superseded values may go.
/// </summary>
internal sealed class ChangeLog(IReadStore store)
{
    /// <summary>Most keys in one record.</summary>
    public const int KeysPerPiece = 128;

    private const int SuffixMask = 0x7FFF;
    private const int HadValueBit = 0x8000;

    /// <summary>Adds the records of one height. Keys are written without what they share with the one before in the same record.</summary>
    public static void Write(
        WriteSet set, ulong height, ReadOnlySpan<byte> root, IReadOnlyList<StateChange> changes, IReadOnlyList<VersionedValue?> before)
    {
        var piece = new List<byte>(IHasher.DigestBytes + (Math.Min(changes.Count, KeysPerPiece) * 32));
        piece.AddRange(root);
        var pieces = 0u;
        ReadOnlySpan<byte> last = default;
        Span<byte> head = stackalloc byte[1 + sizeof(ushort)];
        for (var i = 0; i < changes.Count; i++)
        {
            if (i > 0 && i % KeysPerPiece == 0)
            {
                set.Put(StoreTable.StateNodes, NodeKey.Change(height, pieces++), [.. piece]);
                piece.Clear();
                last = default;
            }

            ReadOnlySpan<byte> key = changes[i].Key;
            var shared = Math.Min(last.CommonPrefixLength(key), byte.MaxValue);
            head[0] = (byte)shared;
            BinaryPrimitives.WriteUInt16BigEndian(head[1..], (ushort)(key.Length - shared | (before[i] is null ? 0 : HadValueBit)));
            piece.AddRange(head);
            piece.AddRange(key[shared..]);
            last = key;
        }

        set.Put(StoreTable.StateNodes, NodeKey.Change(height, pieces), [.. piece]);
    }

    /// <summary>The newest height that has a record, or null where there is none.</summary>
    public ulong? Newest()
    {
        foreach (var (key, _) in store.Scan(StoreTable.StateNodes, NodeKey.Change(0, 0), NodeKey.ChangeEnd, reverse: true))
        {
            return NodeKey.HeightOf(key);
        }

        return null;
    }

    /// <summary>The root after a height, or null where the height has no record.</summary>
    public byte[]? RootAfter(ulong height) => store.Get(StoreTable.StateNodes, NodeKey.Change(height, 0)) switch
    {
        null => null,
        { Length: >= IHasher.DigestBytes } record => record[..IHasher.DigestBytes],
        _ => throw NodeCodec.Corrupt("a record of changes is cut short"),
    };

    /// <summary>
    /// The keys that changed from one height on and up to another, each once and in order, with whether it had a value before the first.
    /// </summary>
    public SortedDictionary<byte[], bool> Between(ulong from, ulong upTo)
    {
        var keys = new SortedDictionary<byte[], bool>(StateKeyComparer.Instance);
        foreach (var (key, record)
            in store.Scan(StoreTable.StateNodes, NodeKey.Change(from, 0), NodeKey.Change(upTo, uint.MaxValue)))
        {
            foreach (var change in Read(NodeKey.PieceOf(key), record))
            {
                keys.TryAdd(change.Key, change.HadValue); // the first change found what had been there
            }
        }

        return keys;
    }

    /// <summary>The keys of one record.</summary>
    /// <exception cref="StorageException">The record is not one that <see cref="Write"/> makes.</exception>
    public static List<LoggedChange> Read(uint piece, byte[] record)
    {
        var at = piece == 0 ? IHasher.DigestBytes : 0;
        var changes = new List<LoggedChange>();
        byte[] last = [];
        while (at < record.Length)
        {
            const int head = 1 + sizeof(ushort);
            var own = record.Length - at >= head ? BinaryPrimitives.ReadUInt16BigEndian(record.AsSpan(at + 1)) : 0;
            var shared = record[at];
            var bytes = own & SuffixMask;
            if (record.Length - at - head < bytes || shared > last.Length || shared + bytes == 0)
            {
                throw NodeCodec.Corrupt("a list of changes");
            }

            last = [.. last.AsSpan(0, shared), .. record.AsSpan(at + head, bytes)];
            changes.Add(new LoggedChange(last, (own & HadValueBit) != 0));
            at += head + bytes;
        }

        return changes;
    }
}

/// <summary>One key that a height changed.</summary>
/// <param name="Key">The key.</param>
/// <param name="HadValue">Whether it had a value before.</param>
internal readonly record struct LoggedChange(byte[] Key, bool HadValue);
