using Ledger.Crypto;

namespace Ledger.Protocol;

/// <summary>
/// RFC 6962 trees over the chain's hash: leaf H(0x00 ‖ data), node H(0x01 ‖ left ‖ right), empty tree H(). Used for the transactions and
/// receipts of a block; the history of headers is <see cref="MerkleFrontier"/>.
/// </summary>
public static class MerkleTree
{
    /// <summary>Hashes one leaf's content.</summary>
    public static Digest LeafHash(IHasher hasher, ReadOnlySpan<byte> content) => TaggedHash.Compute(hasher, [0x00], content);

    /// <summary>Hashes the contents of many leaves together.</summary>
    public static Digest[] LeafHashes(IHasher hasher, ReadOnlySpan<ReadOnlyMemory<byte>> contents) =>
        TaggedHash.ComputeEach(hasher, [0x00], contents);

    /// <summary>Hashes two children into their parent.</summary>
    public static Digest NodeHash(IHasher hasher, Digest left, Digest right)
    {
        Span<byte> buffer = stackalloc byte[1 + (2 * Digest.Bytes)];
        buffer[0] = 0x01;
        left.CopyTo(buffer[1..]);
        right.CopyTo(buffer[(1 + Digest.Bytes)..]);
        Span<byte> digest = stackalloc byte[Digest.Bytes];
        hasher.Hash(buffer, digest);
        return new Digest(digest);
    }

    /// <summary>The root over leaf hashes in order. A level is hashed as one batch.</summary>
    public static Digest Root(IHasher hasher, ReadOnlySpan<Digest> leafHashes)
    {
        Span<byte> digest = stackalloc byte[Digest.Bytes];
        if (leafHashes.IsEmpty)
        {
            hasher.Hash([], digest);
            return new Digest(digest);
        }

        var level = leafHashes.ToArray();
        while (level.Length > 1)
        {
            level = ParentLevel(hasher, level);
        }

        return level[0];
    }

    /// <summary>The audit path of leaf <paramref name="index"/>: siblings from the leaf up.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such leaf.</exception>
    public static IReadOnlyList<Digest> AuditPath(IHasher hasher, ReadOnlySpan<Digest> leafHashes, int index) =>
        MerkleLevels.Over(hasher, leafHashes).AuditPath(index);

    // Pairing neighbours and carrying an odd last one up gives RFC 6962's tree: its left subtree is always the largest full one.
    internal static Digest[] ParentLevel(IHasher hasher, Digest[] level)
    {
        const int nodeBytes = 1 + (2 * Digest.Bytes);
        var pairs = level.Length / 2;
        var messages = new byte[pairs * nodeBytes];
        for (var i = 0; i < pairs; i++)
        {
            var message = messages.AsSpan(i * nodeBytes, nodeBytes);
            message[0] = 0x01;
            level[2 * i].CopyTo(message[1..]);
            level[(2 * i) + 1].CopyTo(message[(1 + Digest.Bytes)..]);
        }

        var digests = new byte[pairs * Digest.Bytes];
        hasher.HashBatch(messages, nodeBytes, digests);
        var parents = new Digest[(level.Length + 1) / 2];
        for (var i = 0; i < pairs; i++)
        {
            parents[i] = new Digest(digests.AsSpan(i * Digest.Bytes));
        }

        if (level.Length % 2 == 1)
        {
            parents[^1] = level[^1];
        }

        return parents;
    }
}
