using Ledger.Crypto;
using Ledger.Protocol.Proofs;
using Ledger.State.Heights;
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
    private const int RecentMax = 64;
    private readonly IHasher _hasher;
    private readonly StateOptions _options;
    private readonly NodeLoader _loader;
    private readonly ValueTables _values;
    private readonly ValueCache _cached;
    private readonly PastTries _past;
    private readonly Pruner _pruner;
    private readonly NewestKept<StateRoot> _recent = new(RecentMax);
    private readonly List<byte[]> _superseded = [];
    private readonly List<(Branch Branch, bool HasRecord)> _written = [];
    private volatile StateRoot _current;
    private bool _begun;
    private long _cacheBytes;
    private long _unwrittenBytes;
    private ulong _onDiskBelow;

    /// <summary>
    /// Opens the state that <paramref name="store"/> holds, at its newest height; an empty store holds the empty state at height 0. What
    /// the heights since the last checkpoint changed is applied to it again.
    /// </summary>
    /// <exception cref="StorageException">
    /// The store failed or is damaged; among others, the changes since the last checkpoint do not lead to the root that was written.
    /// </exception>
    public StateStore(IReadStore store, IHasher hasher, StateOptions options)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(hasher);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.CacheBytesMax, 64 * 1024, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.ProofBytesMax, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.CheckpointBlocksMax, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.CheckpointBytesMax, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.ValueCacheBytesMax, 0, nameof(options));
        _hasher = hasher;
        _options = options;
        _loader = new NodeLoader(store, hasher);
        _values = new ValueTables(store);
        _cached = new ValueCache(options.ValueCacheBytesMax);
        var changes = new ChangeLog(store);
        _past = new PastTries(_loader, changes, _values, hasher);
        _pruner = new Pruner(store, _loader);
        _current = OpenNewest(changes.Newest());
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
            var latest = Latest(change.Key);
            var same = change.Value is null ? latest is null : latest is { } held && held.Value.AsSpan().SequenceEqual(change.Value);
            if (!same)
            {
                effective.Add(change);
                before.Add(latest);
            }
        }

        var update = new TrieUpdate(_loader, _hasher, height);
        var root = update.Run(parent.Node, LeafHashing.Leaves(_hasher, effective));
        return new StateUpdate(parent, new StateRoot(height, root, NodeHash.OfRoot(_hasher, root)), effective, before, update);
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

        foreach (var (key, value) in update.Changes)
        {
            _cached.Set(key, value is null ? null : new VersionedValue(update.Height, value));
        }

        _superseded.AddRange(update.Trie.Superseded);
        _unwrittenBytes += update.Trie.AddedUnwritten;
        _recent.Keep(update.Height, update.Next);
        _current = update.Next;
        _begun = true;
        Hold(_cacheBytes + update.Trie.AddedCost);
    }

    /// <summary>
    /// Whether the trie is to be put on disk: so many blocks or bytes have come since it was. Until then it is made again from what they
    /// changed, should the node stop.
    /// </summary>
    public bool IsCheckpointDue =>
        _begun && (_current.Height >= _onDiskBelow + (ulong)_options.CheckpointBlocksMax - 1 ||
            _unwrittenBytes >= Math.Min(_options.CheckpointBytesMax, _options.CacheBytesMax / 2));

    /// <summary>
    /// Adds to <paramref name="set"/> what makes the newest height a checkpoint: each branch that is not on disk yet, once, as it is now.
    /// The set must be written as a whole, after the blocks up to this height, before <see cref="CommitCheckpoint"/>.
    /// </summary>
    public void WriteCheckpoint(WriteSet set)
    {
        ArgumentNullException.ThrowIfNull(set);
        var root = _current;
        _written.Clear();
        _written.AddRange(TrieWriter.WriteNew(set, root.Node, root.Height));
        TrieWriter.WriteRoot(set, root.Node, root.Height);
        var stale = new StaleLogWriter(set, root.Height);
        if (_onDiskBelow > 0 && _onDiskBelow <= root.Height)
        {
            stale.Add(StoreTable.StateNodes, NodeKey.Root(_onDiskBelow - 1));
        }

        foreach (var node in _superseded)
        {
            stale.Add(StoreTable.StateNodes, node);
        }

        stale.Finish();
    }

    /// <summary>The newest height has its checkpoint: what <see cref="WriteCheckpoint"/> gave is written.</summary>
    public void CommitCheckpoint()
    {
        var height = _current.Height;
        _onDiskBelow = height + 1;
        TrieWriter.OnWritten(_written, height);
        _written.Clear();
        _superseded.Clear();
        _unwrittenBytes = 0;
        Hold(_cacheBytes);
    }

    private void Hold(long cost)
    {
        if (cost > _options.CacheBytesMax && _current.Node is Branch root)
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

    private StateRoot OpenNewest(ulong? newestChange)
    {
        var checkpoint = _loader.LoadRoot(ulong.MaxValue);
        _begun = checkpoint is not null || newestChange is not null;
        _onDiskBelow = checkpoint is var (at, _) ? at + 1 : 0;
        var height = Math.Max(checkpoint?.Height ?? 0, newestChange ?? 0);
        if (!_begun)
        {
            return new StateRoot(0, null, NodeHash.OfRoot(_hasher, null));
        }

        var (root, update) = _past.Make(height);
        if (update is not null)
        {
            _superseded.AddRange(update.Superseded);
            _unwrittenBytes = update.AddedUnwritten;
            _cacheBytes = update.AddedCost;
        }

        return root;
    }

    private VersionedValue? Latest(byte[] key)
    {
        if (!_cached.TryGet(key, out var latest))
        {
            latest = _values.Latest(key);
            _cached.Set(key, latest);
        }

        return latest;
    }
}
