using Ledger.Crypto;
using Ledger.State.Pruning;
using Ledger.State.Trie;
using Ledger.State.Values;
using Ledger.Storage;

namespace Ledger.State;

/// <summary>
/// Makes a state out of its entries at one height, in a store that holds nothing else of a state: first the values, in any order and over
/// any time, then the trie over them. Until the root is written the store holds no state.
/// </summary>
public static class StateBuilder
{
    private const int KeysAtOnce = 8_192;
    private const long UnwrittenBytesMax = 16L * 1024 * 1024;
    private const long CacheBytesMax = 64L * 1024 * 1024;

    /// <summary>Adds a value, as if the height had written it.</summary>
    public static void PutValue(WriteSet set, ulong height, byte[] key, byte[] value)
    {
        ArgumentNullException.ThrowIfNull(set);
        ArgumentNullException.ThrowIfNull(key);
        set.Put(StoreTable.StateLatest, key, new VersionedValue(height, value).Encode());
    }

    /// <summary>
    /// Makes the trie over all values in the store, in bounded memory, and writes its branches. The root and the mark that nothing older is
    /// kept come into <paramref name="last"/>: with that written, the store holds the state of the height.
    /// </summary>
    /// <param name="store">Holds the values. What an earlier, broken-off run of the same height wrote is written over.</param>
    /// <param name="hasher">The chain's.</param>
    /// <param name="height">The height.</param>
    /// <param name="last">Receives what makes the state complete.</param>
    /// <param name="onKeys">Hears how many keys have been taken in; null for nobody.</param>
    /// <returns>The state root, 32 bytes; compare it before <paramref name="last"/> is written.</returns>
    /// <exception cref="StorageException">The store failed.</exception>
    public static byte[] Build(IStore store, IHasher hasher, ulong height, WriteSet last, Action<long>? onKeys = null)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(last);
        var loader = new NodeLoader(store, hasher);
        Node? root = null;
        var (cost, unwritten, keys) = (0L, 0L, 0L);
        foreach (var entries in store.Scan(StoreTable.StateLatest, default, default).Chunk(KeysAtOnce))
        {
            var changes = Array.ConvertAll(entries, one => new StateChange(one.Key, VersionedValue.Decode(one.Value).Value));
            var update = new TrieUpdate(loader, hasher, height);
            root = update.Run(root, LeafHashing.Leaves(hasher, changes));
            cost += update.AddedCost;
            unwritten += update.AddedUnwritten;
            if (unwritten > UnwrittenBytesMax)
            {
                Write(store, root, height);
                unwritten = 0;
                cost = cost > CacheBytesMax && root is Branch top ? TrieCache.Shrink(top, CacheBytesMax / 2) : cost;
            }

            keys += entries.Length;
            onKeys?.Invoke(keys);
        }

        // Keys only came, so every path that had a record has one still: of what was written over nothing is left behind.
        Write(store, root, height);
        TrieWriter.WriteRoot(last, root, height);
        last.Put(StoreTable.StateNodes, NodeKey.Pruned, Pruner.MarkOf(height, height, height));
        return NodeHash.OfRoot(hasher, root);
    }

    private static void Write(IStore store, Node? root, ulong height)
    {
        var set = new WriteSet();
        var written = TrieWriter.WriteNew(set, root, height);
        store.Write(set, durable: false); // the log is one sequence: it is there once the root is
        TrieWriter.OnWritten(written, height);
    }
}
