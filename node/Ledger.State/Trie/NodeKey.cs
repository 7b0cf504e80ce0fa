using System.Buffers.Binary;

namespace Ledger.State.Trie;

/// <summary>Keys of the table of nodes. The first byte says what an entry is.</summary>
internal static class NodeKey
{
    private const byte RootTag = 0;
    private const byte BranchTag = 1;
    private const byte StaleTag = 2;
    private const byte PrunedTag = 3;

    /// <summary>The one entry that says how far pruning has come.</summary>
    public static byte[] Pruned => [PrunedTag];

    /// <summary>The root as of a height. Heights sort in order.</summary>
    public static byte[] Root(ulong height) => Tagged(RootTag, height, 0);

    /// <summary>Above every root's key.</summary>
    public static byte[] RootEnd => [RootTag + 1];

    public static ulong RootHeight(ReadOnlySpan<byte> key) => BinaryPrimitives.ReadUInt64BigEndian(key[1..]);

    /// <summary>A piece of the list of what a height superseded.</summary>
    public static byte[] Stale(ulong height, uint piece)
    {
        var key = Tagged(StaleTag, height, sizeof(uint));
        BinaryPrimitives.WriteUInt32BigEndian(key.AsSpan(9), piece);
        return key;
    }

    public static ulong StaleHeight(ReadOnlySpan<byte> key) => BinaryPrimitives.ReadUInt64BigEndian(key[1..]);

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

    private static byte[] Tagged(byte tag, ulong height, int more)
    {
        var key = new byte[1 + sizeof(ulong) + more];
        key[0] = tag;
        BinaryPrimitives.WriteUInt64BigEndian(key.AsSpan(1), height);
        return key;
    }
}
