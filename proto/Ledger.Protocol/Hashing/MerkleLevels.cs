using Ledger.Crypto;

namespace Ledger.Protocol;

/// <summary>
/// An RFC 6962 tree (<see cref="MerkleTree"/>) with all its levels kept: the hashes of it are made once, whatever number of proofs is asked
/// for. Safe for use by several threads.
/// </summary>
public sealed class MerkleLevels
{
    private readonly List<Digest[]> _levels;

    private MerkleLevels(List<Digest[]> levels) => _levels = levels;

    /// <summary>How many leaves there are.</summary>
    public int Size => _levels[0].Length;

    /// <summary>Memory that the digests take.</summary>
    public long Bytes => _levels.Sum(level => (long)level.Length * Digest.Bytes);

    /// <summary>Hashes the tree over leaf hashes in order. A level is hashed as one batch.</summary>
    public static MerkleLevels Over(IHasher hasher, ReadOnlySpan<Digest> leafHashes)
    {
        var levels = new List<Digest[]> { leafHashes.ToArray() };
        while (levels[^1].Length > 1)
        {
            levels.Add(MerkleTree.ParentLevel(hasher, levels[^1]));
        }

        return new MerkleLevels(levels);
    }

    /// <summary>The audit path of leaf <paramref name="index"/>: siblings from the leaf up.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such leaf.</exception>
    public IReadOnlyList<Digest> AuditPath(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Size);
        var path = new List<Digest>(_levels.Count);
        foreach (var level in _levels)
        {
            var sibling = index ^ 1;
            if (sibling < level.Length)
            {
                path.Add(level[sibling]);
            }

            index >>= 1;
        }

        return path;
    }
}
