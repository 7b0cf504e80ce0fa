using Ledger.Crypto;
using Ledger.State.Trie;
using Ledger.State.Values;
using Ledger.Storage;

namespace Ledger.State.Heights;

/// <summary>
/// Tries of heights that have no checkpoint of their own: the newest checkpoint below, and on it what the heights since have changed. The
/// last few are kept, since who asks for one proof of a height asks for more. Safe for use by several threads, one of which works.
/// </summary>
internal sealed class PastTries(NodeLoader loader, ChangeLog changes, ValueTables values, IHasher hasher)
{
    private const int KeptMax = 4;
    private readonly Lock _working = new();
    private readonly LinkedList<StateRoot> _kept = [];

    /// <summary>The trie of a height that is kept and older than those in memory.</summary>
    public Node? At(ulong height)
    {
        lock (_working)
        {
            var known = _kept.First;
            while (known is not null && known.Value.Height != height)
            {
                known = known.Next;
            }

            if (known is not null)
            {
                _kept.Remove(known);
                _kept.AddFirst(known);
                return known.Value.Node;
            }

            var (made, _) = Make(height);
            _kept.AddFirst(made);
            if (_kept.Count > KeptMax)
            {
                _kept.RemoveLast();
            }

            return made.Node;
        }
    }

    /// <summary>Makes the trie of a height, and says what that took; null where the height has a checkpoint.</summary>
    /// <exception cref="StorageException">The store failed, or what it holds does not give the root that the height had.</exception>
    public (StateRoot Root, TrieUpdate? Update) Make(ulong height)
    {
        var checkpoint = loader.LoadRoot(height);
        if (checkpoint is var (at, root) && at == height)
        {
            return (new StateRoot(height, root, HashOf(root)), null);
        }

        var changed = changes.Between(checkpoint is null ? 0 : checkpoint.Value.Height + 1, height);
        var update = new TrieUpdate(loader, hasher, height);
        var made = update.Run(checkpoint?.Root, Leaves(changed, height));
        var hash = HashOf(made);
        var isBeforeAll = checkpoint is null && changed.Count == 0; // of heights that nothing was written at: the empty trie
        return isBeforeAll || changes.RootAfter(height).AsSpan().SequenceEqual(hash)
            ? (new StateRoot(height, made, hash), update)
            : throw NodeCodec.Corrupt("what changed since a checkpoint does not lead to the root");
    }

    private LeafChange[] Leaves(SortedDictionary<byte[], bool> changed, ulong height)
    {
        var effective = new List<StateChange>(changed.Count);
        foreach (var (key, hadValue) in changed)
        {
            var value = values.At(key, height);
            if (value is not null || hadValue)
            {
                effective.Add(new StateChange(key, value));
            }
        }

        return LeafHashing.Leaves(hasher, effective);
    }

    private byte[] HashOf(Node? root) => NodeHash.OfRoot(hasher, root);
}
