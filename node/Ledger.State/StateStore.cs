using Ledger.Crypto;
using Ledger.Protocol.Proofs;
using Ledger.State.Pruning;
using Ledger.State.Trie;
using Ledger.State.Values;
using Ledger.Storage;

namespace Ledger.State;

/// <summary>
/// The chain's state: an ordered map from keys to values with a Merkle root for each height (docs/spec/state.md).
/// One writer prepares, writes and commits block after block; any number of readers may read kept heights meanwhile.
/// </summary>
public sealed partial class StateStore : IStateHistory
{
    private readonly IHasher _hasher;
    private readonly StateOptions _options;
    private readonly NodeLoader _loader;
    private readonly ValueTables _values;
    private readonly Pruner _pruner;
    private volatile StateRoot _current;
    private bool _begun;
    private long _cacheBytes;

    /// <summary>
    /// Opens the state that <paramref name="store"/> holds, at its newest height; an empty store holds the empty state at height 0.
    /// </summary>
    /// <exception cref="StorageException">The store failed or is damaged.</exception>
    public StateStore(IReadStore store, IHasher hasher, StateOptions options)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(hasher);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.CacheBytesMax, 64 * 1024, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.ProofBytesMax, 1, nameof(options));
        _hasher = hasher;
        _options = options;
        _loader = new NodeLoader(store, hasher);
        _values = new ValueTables(store);
        _pruner = new Pruner(store);
        _current = Load(ulong.MaxValue);
    }

    /// <inheritdoc/>
    public ulong Version => _current.Height;

    /// <inheritdoc/>
    public ulong OldestVersion => _pruner.Oldest;

    /// <inheritdoc/>
    public byte[] Root => [.. _current.Hash];

    /// <summary>Memory held by trie branches, in bytes, by estimate.</summary>
    public long CacheBytes => Interlocked.Read(ref _cacheBytes);

    /// <summary>
    /// Computes the state after a block. Writes nothing: several proposals for one height may be computed one after another.
    /// </summary>
    /// <param name="height">The block's height, above <see cref="Version"/>; 0 is for the first block of all.</param>
    /// <param name="changes">The block's changes in strictly ascending key order.</param>
    /// <exception cref="ArgumentException">
    /// The height is not above the newest, or the changes are out of order or exceed <see cref="StateLimits"/>.
    /// </exception>
    /// <exception cref="StorageException">The store failed or is damaged.</exception>
    public StateUpdate Prepare(ulong height, IReadOnlyList<StateChange> changes)
    {
        ArgumentNullException.ThrowIfNull(changes);
        var parent = _current;
        if (_begun && height <= parent.Height)
        {
            throw new ArgumentException("A block's height must be above the state's newest height.", nameof(height));
        }

        Check(changes);
        var effective = new List<StateChange>(changes.Count);
        var before = new List<VersionedValue?>(changes.Count);
        foreach (var change in changes)
        {
            var latest = _values.Latest(change.Key);
            var same = change.Value is null ? latest is null : latest is { } held && held.Value.AsSpan().SequenceEqual(change.Value);
            if (!same)
            {
                effective.Add(change);
                before.Add(latest);
            }
        }

        var update = new TrieUpdate(_loader, _hasher, height);
        var root = update.Run(parent.Node, LeafHashing.Leaves(_hasher, effective));
        return new StateUpdate(parent, new StateRoot(height, root, HashOf(root)), effective, before, update.Superseded, update.AddedCost);
    }

    /// <summary>
    /// Makes a prepared update the newest state. Call it once what <see cref="StateUpdate.WriteTo"/> gave is durably written.
    /// </summary>
    /// <exception cref="InvalidOperationException">The update was prepared on another state than the newest.</exception>
    public void Commit(StateUpdate update)
    {
        ArgumentNullException.ThrowIfNull(update);
        if (!ReferenceEquals(update.Parent, _current))
        {
            throw new InvalidOperationException("The update was prepared on another state than the newest.");
        }

        _current = update.Next;
        _begun = true;
        var cost = _cacheBytes + update.AddedCost;
        if (cost > _options.CacheBytesMax && update.Next.Node is Branch root)
        {
            cost = TrieCache.Shrink(root, _options.CacheBytesMax / 4 * 3);
        }

        Interlocked.Exchange(ref _cacheBytes, cost);
    }

    private static void Check(IReadOnlyList<StateChange> changes)
    {
        for (var i = 0; i < changes.Count; i++)
        {
            var (key, value) = changes[i];
            if (key is not { Length: >= 1 and <= StateLimits.KeyBytesMax })
            {
                throw new ArgumentException("A state key has 1 to 256 bytes.", nameof(changes));
            }

            if (value?.Length > StateLimits.ValueBytesMax)
            {
                throw new ArgumentException("A state value has at most 65,536 bytes.", nameof(changes));
            }

            if (i > 0 && changes[i - 1].Key.AsSpan().SequenceCompareTo(key) >= 0)
            {
                throw new ArgumentException("Changes must be in strictly ascending key order.", nameof(changes));
            }
        }
    }

    private StateRoot Load(ulong height)
    {
        var root = _loader.LoadRoot(height);
        _begun |= root is not null;
        var (found, node) = root ?? (0, null);
        return new StateRoot(found, node, HashOf(node));
    }

    private byte[] HashOf(Node? root) => (root?.Hash ?? NodeHash.Empty(_hasher)).ToArray();
}
