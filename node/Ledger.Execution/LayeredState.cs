using Ledger.Contracts;
using Ledger.Protocol.Proofs;
using Ledger.Schema;
using Ledger.State;
using Ledger.Storage;

namespace Ledger.Execution;

/// <summary>
/// The state as a block changes it: a layer of the block over the committed state, and a layer of the transaction over that.
/// Not safe for use by several threads.
/// </summary>
internal sealed class LayeredState(StateStore committed) : IStateWriter
{
    private readonly SortedDictionary<byte[], byte[]?> _block = new(StateKeyComparer.Instance);
    private readonly SortedDictionary<byte[], byte[]?> _transaction = new(StateKeyComparer.Instance);

    /// <summary>
    /// Whether the store failed while the block was executed. Whatever became of the exception on its way, nothing may be made of such a
    /// block.
    /// </summary>
    internal bool StoreFailed { get; private set; }

    public byte[]? Get(byte[] key) =>
        _transaction.TryGetValue(key, out var value) || _block.TryGetValue(key, out value) ? value : GetCommitted(key);

    public void Put(byte[] key, byte[] value) => Set(key, value);

    public void Delete(byte[] key) => Set(key, null);

    /// <summary>What the transactions kept so far have written under a key; null where they wrote nothing there or deleted it.</summary>
    internal byte[]? Written(byte[] key) => _block.GetValueOrDefault(key);

    /// <summary>Whether a key had a value before the block.</summary>
    internal bool HasCommitted(byte[] key) => GetCommitted(key) is not null;

    /// <summary>A write of execution's own, past the transaction's layer.</summary>
    internal void PutInBlock(byte[] key, byte[] value) => _block[key] = value;

    /// <summary>
    /// What the transaction has changed so far, in key order: each key with its value as the transactions before left it.
    /// </summary>
    internal IEnumerable<StateTransition> TransactionChanges() =>
        _transaction.Select(
            change =>
                new StateTransition(
                    change.Key, _block.TryGetValue(change.Key, out var before) ? before : GetCommitted(change.Key), change.Value));

    /// <summary>Makes the transaction's writes the block's.</summary>
    internal void Keep()
    {
        foreach (var (key, value) in _transaction)
        {
            _block[key] = value;
        }

        _transaction.Clear();
    }

    /// <summary>Drops the transaction's writes.</summary>
    internal void Drop() => _transaction.Clear();

    /// <summary>The block's changes in key order, as the state takes them.</summary>
    /// <exception cref="StorageException">The store failed on the way, whatever was made of that.</exception>
    internal IReadOnlyList<StateChange> Changes() => StoreFailed
        ? throw new StorageException(
            StorageError.Device, "The store failed while a block was executed. Look at the disk and start the node again.")
        : [.. _block.Select(change => new StateChange(change.Key, change.Value))];

    // Contracts write through CallContext, which refuses what does not fit; this holds for execution's own writes.
    private void Set(byte[] key, byte[]? value) => _transaction[key] = StateLimits.Fit(key, value)
        ? value
        : throw new InvariantException($"A key of {key.Length} bytes or its value of {value?.Length ?? 0} exceeds what the state holds.");

    // The value before the block. The state keeps at hand what it has read, so that asking again costs a lookup.
    private byte[]? GetCommitted(byte[] key)
    {
        var isRead = false;
        try
        {
            var value = committed.Read(key);
            isRead = true;
            return value;
        }
        finally
        {
            StoreFailed |= !isRead;
        }
    }
}
