using Ledger.State.Trie;
using Ledger.Storage;

namespace Ledger.State;

public sealed partial class StateStore
{
    /// <inheritdoc/>
    public byte[]? Get(ReadOnlySpan<byte> key) => _values.Latest(key)?.Value;

    /// <summary>
    /// The newest written value of a key, or null where it has none; for the writer alone, at whose hand it stays. Not to be changed.
    /// </summary>
    /// <exception cref="StorageException">The store failed or is damaged.</exception>
    public byte[]? Read(byte[] key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return Latest(key)?.Value;
    }

    /// <inheritdoc/>
    public byte[]? GetAt(byte[] key, ulong height)
    {
        ArgumentNullException.ThrowIfNull(key);
        CheckKept(height);
        return _values.At(key, height);
    }

    /// <inheritdoc/>
    public IReadOnlyList<StateEntry> Scan(byte[] prefix, int limit, byte[]? after = null)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        return [.. _values.Scan(prefix, TrieWalk.Start(prefix, after)).Take(limit)];
    }

    /// <inheritdoc/>
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
    public byte[] RootAt(ulong height) => NodeHash.OfRoot(_hasher, RootNodeAt(height));

    /// <inheritdoc/>
    public bool IsAtHand(ulong height) => InMemory(height) is not null || _past.IsAtHand(height);

    private Node? RootNodeAt(ulong height)
    {
        CheckKept(height);
        return InMemory(height) is { } recent ? recent.Node : _past.At(height);
    }

    private StateRoot? InMemory(ulong height)
    {
        var current = _current;
        return height == current.Height ? current : _recent.Find(height);
    }

    private byte[] ValueOf(Leaf leaf, ulong height) =>
        _values.At(leaf.Key, height) ?? throw NodeCodec.Corrupt("a leaf has no value");

    private void CheckKept(ulong height)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(height, Version);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, OldestVersion);
    }
}
