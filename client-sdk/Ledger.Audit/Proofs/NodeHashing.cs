using System.Buffers.Binary;
using Ledger.Crypto;

namespace Ledger.Audit.Proofs;

/// <summary>The hashes of docs/spec/state.md §3.</summary>
internal static class NodeHashing
{
    public static byte[] Empty(IHasher hasher) => Hash(hasher, [2]);

    public static byte[] Leaf(IHasher hasher, ReadOnlySpan<byte> key, ReadOnlySpan<byte> valueHash)
    {
        var message = new byte[3 + key.Length + valueHash.Length];
        BinaryPrimitives.WriteUInt16BigEndian(message.AsSpan(1), (ushort)key.Length);
        key.CopyTo(message.AsSpan(3));
        valueHash.CopyTo(message.AsSpan(3 + key.Length));
        return Hash(hasher, message);
    }

    public static byte[] Branch(IHasher hasher, uint bitIndex, ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        Span<byte> message = stackalloc byte[3 + (2 * IHasher.DigestBytes)];
        message[0] = 1;
        BinaryPrimitives.WriteUInt16BigEndian(message[1..], (ushort)bitIndex);
        left.CopyTo(message[3..]);
        right.CopyTo(message[(3 + IHasher.DigestBytes)..]);
        return Hash(hasher, message);
    }

    public static byte[] Hash(IHasher hasher, ReadOnlySpan<byte> message)
    {
        var digest = new byte[IHasher.DigestBytes];
        hasher.Hash(message, digest);
        return digest;
    }
}
