using Ledger.State.Trie;
using Ledger.Storage;

namespace Ledger.State;

public sealed partial class StateStore
{
    /// <summary>
    /// The newest written value of a key, or null. For the writer; others use <see cref="GetAt"/>, which a block being written does not
    /// disturb.
    /// </summary>
    /// <exception cref="StorageException">The store failed or is damaged.</exception>
    public byte[]? Get(ReadOnlySpan<byte> key) => _values.Latest(key)?.Value;

    /// <summary>The value that a key had at a height, or null.</summary>
    /// <param name="key">The key.</param>
    /// <param name="height">From <see cref="OldestVersion"/> to <see cref="Version"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The height is not kept.</exception>
    /// <exception cref="StorageException">The store failed or is damaged.</exception>
    public byte[]? GetAt(byte[] key, ulong height)
    {
        ArgumentNullException.ThrowIfNull(key);
        CheckKept(height);
        return _values.At(key, height);
    }

    /// <summary>The newest written entries under a prefix, in key order. For the writer; others use <see cref="ScanAt"/>.</summary>
    /// <param name="prefix">What the keys begin with; empty for all.</param>
    /// <param name="limit">Most entries returned, at least 1.</param>
    /// <param name="after">Return only keys above this one; empty for no such bound.</param>
    /// <exception cref="StorageException">The store failed or is damaged.</exception>
    public IReadOnlyList<StateEntry> Scan(byte[] prefix, int limit, byte[]? after = null)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        return [.. _values.Scan(prefix, TrieWalk.Start(prefix, after)).Take(limit)];
    }

    /// <summary>The entries under a prefix as they were at a height, in key order.</summary>
    /// <param name="prefix">What the keys begin with; empty for all.</param>
    /// <param name="height">From <see cref="OldestVersion"/> to <see cref="Version"/>.</param>
    /// <param name="limit">Most entries returned, at least 1.</param>
    /// <param name="after">Return only keys above this one; null for no such bound.</param>
    /// <exception cref="ArgumentOutOfRangeException">The height is not kept.</exception>
    /// <exception cref="StorageException">The store failed or is damaged.</exception>
    public IReadOnlyList<StateEntry> ScanAt(byte[] prefix, ulong height, int limit, byte[]? after = null)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        var walk = new TrieWalk(_loader, RootNodeAt(height));
        var entries = new List<StateEntry>();
        foreach (var leaf in walk.From(TrieWalk.Start(prefix, after)))
        {
            if (entries.Count == limit || !leaf.Key.AsSpan().StartsWith(prefix))
            {
                break;
            }

            entries.Add(new StateEntry(leaf.Key, ValueOf(leaf, height)));
        }

        return entries;
    }

    /// <summary>The state root at a height, 32 bytes.</summary>
    /// <param name="height">From <see cref="OldestVersion"/> to <see cref="Version"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The height is not kept.</exception>
    /// <exception cref="StorageException">The store failed or is damaged.</exception>
    public byte[] RootAt(ulong height) => HashOf(RootNodeAt(height));

    private Node? RootNodeAt(ulong height)
    {
        CheckKept(height);
        var current = _current;
        return height == current.Height ? current.Node : Load(height).Node;
    }

    private byte[] ValueOf(Leaf leaf, ulong height) =>
        _values.At(leaf.Key, height) ?? throw NodeCodec.Corrupt("a leaf has no value");

    private void CheckKept(ulong height)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(height, Version);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, OldestVersion);
    }
}
