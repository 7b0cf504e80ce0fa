using System.Buffers.Binary;
using Ledger.Crypto;

namespace Ledger.State.Trie;

/// <summary>The messages that are hashed (docs/spec/state.md §3).</summary>
internal static class NodeHash
{
    public const int BranchMessageBytes = 3 + (2 * IHasher.DigestBytes);

    private const byte LeafDomain = 0;
    private const byte BranchDomain = 1;
    private const byte EmptyDomain = 2;

    public static int LeafMessageBytes(int keyBytes) => 3 + keyBytes + IHasher.DigestBytes;

    public static void WriteLeafMessage(Span<byte> message, ReadOnlySpan<byte> key, ReadOnlySpan<byte> valueHash)
    {
        message[0] = LeafDomain;
        BinaryPrimitives.WriteUInt16BigEndian(message[1..], (ushort)key.Length);
        key.CopyTo(message[3..]);
        valueHash.CopyTo(message[(3 + key.Length)..]);
    }

    public static void WriteBranchMessage(Span<byte> message, Branch branch)
    {
        message[0] = BranchDomain;
        BinaryPrimitives.WriteUInt16BigEndian(message[1..], (ushort)branch.BitIndex);
        ((ReadOnlySpan<byte>)branch.Left.Hash).CopyTo(message[3..]);
        ((ReadOnlySpan<byte>)branch.Right.Hash).CopyTo(message[(3 + IHasher.DigestBytes)..]);
    }

    public static InlineHash Empty(IHasher hasher)
    {
        InlineHash digest = default;
        hasher.Hash([EmptyDomain], digest);
        return digest;
    }

    /// <summary>The root's hash, 32 bytes; <paramref name="root"/> is null for the empty trie.</summary>
    public static byte[] OfRoot(IHasher hasher, Node? root) => (root?.Hash ?? Empty(hasher)).ToArray();

    public static InlineHash Branch(IHasher hasher, Branch branch)
    {
        Span<byte> message = stackalloc byte[BranchMessageBytes];
        WriteBranchMessage(message, branch);
        InlineHash digest = default;
        hasher.Hash(message, digest);
        return digest;
    }
}
