using System.Buffers.Binary;

namespace Ledger.State.Trie;

/// <summary>Keys of the table of nodes. The first byte says what an entry is.</summary>
internal static class NodeKey
{
    private const byte RootTag = 0;
    private const byte BranchTag = 1;
    private const byte StaleTag = 2;
    private const byte PrunedTag = 3;
    private const byte ChangeTag = 4;

    /// <summary>The one entry that says how far pruning has come.</summary>
    public static byte[] Pruned => [PrunedTag];

    /// <summary>The root as of a height that has a checkpoint. Heights sort in order.</summary>
    public static byte[] Root(ulong height) => Tagged(RootTag, height, 0);

    /// <summary>Above every root's key.</summary>
    public static byte[] RootEnd => [RootTag + 1];

    /// <summary>The height in the key of a root, of a list's piece, or of a record of changes.</summary>
    public static ulong HeightOf(ReadOnlySpan<byte> key) => BinaryPrimitives.ReadUInt64BigEndian(key[1..]);

    /// <summary>The number of a piece in the key of a list's piece or of a record of changes.</summary>
    public static uint PieceOf(ReadOnlySpan<byte> key) => BinaryPrimitives.ReadUInt32BigEndian(key[9..]);

    /// <summary>A piece of the list of what a checkpoint superseded.</summary>
    public static byte[] Stale(ulong height, uint piece) => Piece(StaleTag, height, piece);

    /// <summary>A record of what a height changed.</summary>
    public static byte[] Change(ulong height, uint piece) => Piece(ChangeTag, height, piece);

    /// <summary>Above every record of changes.</summary>
    public static byte[] ChangeEnd => [ChangeTag + 1];

    /// <summary>A branch stored under the first <paramref name="pathBits"/> bits of <paramref name="sample"/>.</summary>
    public static byte[] Branch(ReadOnlySpan<byte> sample, int pathBits, ulong version)
    {
        var bytes = KeyBits.BytesFor(pathBits);
        var key = new byte[1 + bytes + sizeof(ushort) + sizeof(ulong)];
        key[0] = BranchTag;
        sample[..bytes].CopyTo(key.AsSpan(1));
        if (pathBits % KeyBits.PerByte != 0)
        {
            key[bytes] = KeyBits.MaskLast(key[bytes], pathBits);
        }

        BinaryPrimitives.WriteUInt16BigEndian(key.AsSpan(1 + bytes), (ushort)pathBits);
        BinaryPrimitives.WriteUInt64BigEndian(key.AsSpan(3 + bytes), version);
        return key;
    }

    private static byte[] Piece(byte tag, ulong height, uint piece)
    {
        var key = Tagged(tag, height, sizeof(uint));
        BinaryPrimitives.WriteUInt32BigEndian(key.AsSpan(9), piece);
        return key;
    }

    private static byte[] Tagged(byte tag, ulong height, int more)
    {
        var key = new byte[1 + sizeof(ulong) + more];
        key[0] = tag;
        BinaryPrimitives.WriteUInt64BigEndian(key.AsSpan(1), height);
        return key;
    }
}
