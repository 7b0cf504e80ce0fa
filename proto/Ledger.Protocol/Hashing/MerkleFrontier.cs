using System.Numerics;
using Ledger.Crypto;

namespace Ledger.Protocol;

/// <summary>
/// The right edge of a growing RFC 6962 tree: enough to append and to know the root, in at most 64 digests. Immutable.
/// </summary>
public sealed class MerkleFrontier
{
    private readonly Digest[] _peaks; // roots of the full subtrees, largest first

    private MerkleFrontier(ulong size, Digest[] peaks, Digest[] completed)
    {
        Size = size;
        _peaks = peaks;
        Completed = completed;
    }

    /// <summary>The tree without leaves.</summary>
    public static MerkleFrontier Empty { get; } = new(0, [], []);

    /// <summary>Number of leaves.</summary>
    public ulong Size { get; }

    /// <summary>
    /// The roots of the full subtrees that the newest leaf completed, from the leaf itself up: the k-th is of 2^k leaves. None of a tree
    /// that was read.
    /// </summary>
    public IReadOnlyList<Digest> Completed { get; }

    /// <summary>The tree with one more leaf.</summary>
    public MerkleFrontier Append(IHasher hasher, Digest leafHash)
    {
        var peaks = new List<Digest>(_peaks);
        var carry = leafHash;
        var completed = new List<Digest> { carry };
        for (var merges = BitOperations.TrailingZeroCount(~Size); merges > 0; merges--)
        {
            carry = MerkleTree.NodeHash(hasher, peaks[^1], carry);
            peaks.RemoveAt(peaks.Count - 1);
            completed.Add(carry);
        }

        peaks.Add(carry);
        return new MerkleFrontier(Size + 1, [.. peaks], [.. completed]);
    }

    /// <summary>The root; for an empty tree the hash of nothing.</summary>
    public Digest Root(IHasher hasher)
    {
        if (_peaks.Length == 0)
        {
            return MerkleTree.Root(hasher, []);
        }

        var root = _peaks[^1];
        for (var i = _peaks.Length - 2; i >= 0; i--)
        {
            root = MerkleTree.NodeHash(hasher, _peaks[i], root);
        }

        return root;
    }

    /// <summary>Size (8 bytes, big-endian) and the peaks.</summary>
    public byte[] Encode()
    {
        var bytes = new byte[8 + (_peaks.Length * Digest.Bytes)];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt64BigEndian(bytes, Size);
        for (var i = 0; i < _peaks.Length; i++)
        {
            _peaks[i].CopyTo(bytes.AsSpan(8 + (i * Digest.Bytes)));
        }

        return bytes;
    }

    /// <summary>Reads what <see cref="Encode"/> wrote.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> bytes, out MerkleFrontier frontier)
    {
        frontier = Empty;
        if (bytes.Length < 8)
        {
            return false;
        }

        var size = System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(bytes);
        var count = BitOperations.PopCount(size);
        if (bytes.Length != 8 + (count * Digest.Bytes))
        {
            return false;
        }

        var peaks = new Digest[count];
        for (var i = 0; i < count; i++)
        {
            peaks[i] = new Digest(bytes[(8 + (i * Digest.Bytes))..]);
        }

        frontier = new MerkleFrontier(size, peaks, []);
        return true;
    }
}
