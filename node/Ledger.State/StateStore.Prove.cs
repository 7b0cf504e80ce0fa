using Ledger.Crypto;
using Ledger.Protocol.Proofs;
using Ledger.State.Trie;

namespace Ledger.State;

public sealed partial class StateStore
{
    /// <inheritdoc/>
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

    /// <inheritdoc/>
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
