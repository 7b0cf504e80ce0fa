using Ledger.Crypto;
using Ledger.State.Trie;
using Ledger.State.Values;
using Ledger.Storage;

namespace Ledger.State.Heights;

/// <summary>
/// Tries of heights that have no checkpoint of their own: the newest checkpoint below, and on it what the heights since have changed. The
/// last few are kept, since who asks for one proof of a height asks for more. Safe for use by several threads: a trie is made once for all
/// who ask for it, one trie after the other, and those that are kept are at hand meanwhile.
/// </summary>
internal sealed class PastTries(NodeLoader loader, ChangeLog changes, ValueTables values, IHasher hasher)
{
    private const int KeptMax = 4;
    private readonly Lock _making = new();
    private readonly Lock _keeping = new();
    private readonly LinkedList<StateRoot> _kept = []; // the one asked for last is the first

    /// <summary>The trie of a height that is kept and older than those in memory.</summary>
    public Node? At(ulong height)
    {
        if (Find(height) is { } known)
        {
            return known.Node;
        }

        lock (_making)
        {
            if (Find(height) is { } made)
            {
                return made.Node;
            }

            var (root, _) = Make(height);
            Keep(root);
            return root.Node;
        }
    }

    /// <summary>Whether <see cref="At"/> answers without work: the trie is kept, or is a checkpoint.</summary>
    public bool IsAtHand(ulong height) => Find(height) is not null || loader.HasRoot(height);

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

    private StateRoot? Find(ulong height)
    {
        lock (_keeping)
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
            }

            return known?.Value;
        }
    }

    private void Keep(StateRoot made)
    {
        lock (_keeping)
        {
            _kept.AddFirst(made);
            if (_kept.Count > KeptMax)
            {
                _kept.RemoveLast();
            }
        }
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
