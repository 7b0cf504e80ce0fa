using System.Buffers;
using Ledger.Crypto;

namespace Ledger.State.Trie;

/// <summary>Hashes the values of a block together, and then its leaves.</summary>
internal static class LeafHashing
{
    /// <summary>Makes the leaves of the changes that set a value.</summary>
    public static LeafChange[] Leaves(IHasher hasher, IReadOnlyList<StateChange> changes)
    {
        var leaves = new LeafChange[changes.Count];
        var values = new ReadOnlyMemory<byte>[changes.Count];
        var (set, bytes) = (0, 0);
        for (var i = 0; i < leaves.Length; i++)
        {
            var (key, value) = changes[i];
            leaves[i] = new LeafChange(key, value is null ? null : new Leaf(key));
            if (value is not null)
            {
                values[set++] = value;
                bytes += NodeHash.LeafMessageBytes(key.Length);
            }
        }

        var digests = ArrayPool<byte>.Shared.Rent(set * IHasher.DigestBytes);
        hasher.HashEach([], values.AsSpan(0, set), digests);
        var messages = ArrayPool<byte>.Shared.Rent(bytes);
        HashLeaves(hasher, leaves, values.AsSpan(0, set), messages, digests);
        ArrayPool<byte>.Shared.Return(messages);
        ArrayPool<byte>.Shared.Return(digests);
        return leaves;
    }

    // Each leaf's message takes its value's place, and its hash the value's.
    private static void HashLeaves(
        IHasher hasher, LeafChange[] leaves, Span<ReadOnlyMemory<byte>> places, byte[] messages, byte[] digests)
    {
        var (next, at) = (0, 0);
        foreach (var (key, leaf) in leaves)
        {
            if (leaf is not null)
            {
                var message = messages.AsMemory(at, NodeHash.LeafMessageBytes(key.Length));
                NodeHash.WriteLeafMessage(message.Span, key, Digest(digests, next));
                places[next++] = message;
                at += message.Length;
            }
        }

        hasher.HashEach([], places, digests);
        next = 0;
        foreach (var (_, leaf) in leaves)
        {
            if (leaf is not null)
            {
                leaf.Hash = InlineHash.From(Digest(digests, next++));
            }
        }
    }

    private static ReadOnlySpan<byte> Digest(byte[] digests, int index) => digests.AsSpan(index * IHasher.DigestBytes, IHasher.DigestBytes);
}

/// <summary>A key's new leaf, or null to remove the leaf that is there.</summary>
internal readonly record struct LeafChange(byte[] Key, Leaf? Leaf);
