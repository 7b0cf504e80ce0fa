using Ledger.Crypto;
using Ledger.Protocol.Proofs;
using Ledger.State.Trie;
using Ledger.Storage;

namespace Ledger.State;

public sealed partial class StateStore
{
    /// <summary>Proves that a key had its value at a height, or that it was absent.</summary>
    /// <param name="key">The key, 1 to 256 bytes.</param>
    /// <param name="height">From <see cref="OldestVersion"/> to <see cref="Version"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The height is not kept, or the key's length is out of range.</exception>
    /// <exception cref="StorageException">The store failed or is damaged.</exception>
    public StateProof Prove(byte[] key, ulong height)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentOutOfRangeException.ThrowIfZero(key.Length, nameof(key));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(key.Length, StateLimits.KeyBytesMax, nameof(key));
        if (new TrieWalk(_loader, RootNodeAt(height)).Path(key) is not var (leaf, up))
        {
            return new StateProof { Key = key, Steps = [] };
        }

        var steps = up.ConvertAll(place => place.Step);
        return leaf.Key.AsSpan().SequenceEqual(key)
            ? new StateProof { Key = key, Value = ValueOf(leaf, height), Steps = steps }
            : new StateProof { Key = key, Steps = steps, Witness = WitnessOf(leaf, height) };
    }

    /// <summary>
    /// Proves a run of entries under a prefix as they were at a height, with none left out between them, or that there are none.
    /// The first page begins at the prefix's first key; a further page begins with the last key of the page before it, so that the pages
    /// join.
    /// </summary>
    /// <param name="prefix">What the keys begin with, 0 to 256 bytes; empty for the whole state.</param>
    /// <param name="height">From <see cref="OldestVersion"/> to <see cref="Version"/>.</param>
    /// <param name="limit">
    /// Most entries, 1 to <see cref="StateLimits.PageEntriesMax"/>. At least 2 to get on from one page to the next.
    /// </param>
    /// <param name="from">Begin at the greatest key under the prefix that is at most this one; null to begin at the first.</param>
    /// <param name="withValues">Whether entries carry their values or only the values' hashes.</param>
    /// <exception cref="ArgumentOutOfRangeException">The height is not kept, or a length or the limit is out of range.</exception>
    /// <exception cref="StorageException">The store failed or is damaged.</exception>
    public PrefixProof ProvePrefix(byte[] prefix, ulong height, int limit, byte[]? from = null, bool withValues = true)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(prefix.Length, StateLimits.KeyBytesMax, nameof(prefix));
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, StateLimits.PageEntriesMax);
        var walk = new TrieWalk(_loader, RootNodeAt(height));
        var floor = from is null ? null : walk.Floor(from);
        var start = floor is not null && floor.Key.AsSpan().StartsWith(prefix) ? floor.Key : prefix;
        var entries = PageFrom(walk, start, prefix, height, limit, withValues);
        if (entries.Count > 0)
        {
            return new PrefixProof
            {
                Prefix = prefix,
                Entries = entries,
                Before = Siblings(walk.Path(entries[0].Key)!.Value.Up, left: true),
                After = Siblings(walk.Path(entries[^1].Key)!.Value.Up, left: false),
            };
        }

        if (walk.Path(prefix) is not var (witness, up))
        {
            return new PrefixProof { Prefix = prefix, Entries = [], Before = [], After = [] };
        }

        return new PrefixProof
        {
            Prefix = prefix,
            Entries = [],
            Before = Siblings(walk.Path(witness.Key)!.Value.Up, left: true),
            After = Siblings(walk.Path(witness.Key)!.Value.Up, left: false),
            Witness = WitnessOf(witness, height),
        };
    }

    private List<ProvenEntry> PageFrom(TrieWalk walk, byte[] start, byte[] prefix, ulong height, int limit, bool withValues)
    {
        var entries = new List<ProvenEntry>();
        var bytes = 0L;
        foreach (var leaf in walk.From(start))
        {
            if (entries.Count == limit || !leaf.Key.AsSpan().StartsWith(prefix))
            {
                break;
            }

            var value = ValueOf(leaf, height);
            bytes += leaf.Key.Length + (withValues ? value.Length : IHasher.DigestBytes);
            if (bytes > _options.ProofBytesMax && entries.Count > 0)
            {
                break;
            }

            entries.Add(withValues ? new ProvenEntry(leaf.Key, value, null) : new ProvenEntry(leaf.Key, null, HashOf(value)));
        }

        return entries;
    }

    private static List<PathStep> Siblings(List<(PathStep Step, int Direction)> up, bool left) =>
        up.FindAll(place => place.Direction == (left ? 1 : 0)).ConvertAll(place => place.Step);

    private LeafWitness WitnessOf(Leaf leaf, ulong height) => new(leaf.Key, HashOf(ValueOf(leaf, height)));

    private byte[] HashOf(ReadOnlySpan<byte> value)
    {
        var digest = new byte[IHasher.DigestBytes];
        _hasher.Hash(value, digest);
        return digest;
    }
}
