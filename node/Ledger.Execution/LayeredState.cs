using Ledger.Contracts;
using Ledger.State;

namespace Ledger.Execution;

/// <summary>
/// The state as a block changes it: a layer of the block over the committed state, and a layer of the transaction over that.
/// Not safe for use by several threads.
/// </summary>
internal sealed class LayeredState(StateStore committed) : IStateWriter
{
    private readonly SortedDictionary<byte[], byte[]?> _block = new(StateKeyComparer.Instance);
    private readonly SortedDictionary<byte[], byte[]?> _transaction = new(StateKeyComparer.Instance);
    private readonly SortedDictionary<byte[], byte[]?> _read = new(StateKeyComparer.Instance);

    public byte[]? Get(byte[] key) =>
        _transaction.TryGetValue(key, out var value) || _block.TryGetValue(key, out value) ? value : GetCommitted(key);

    public void Put(byte[] key, byte[] value) => _transaction[key] = value;

    public void Delete(byte[] key) => _transaction[key] = null;

    /// <summary>The value before the block.</summary>
    internal byte[]? GetCommitted(byte[] key)
    {
        if (!_read.TryGetValue(key, out var value))
        {
            value = committed.Get(key);
            _read.Add(key, value);
        }

        return value;
    }

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
    internal IReadOnlyList<StateChange> Changes() => [.. _block.Select(change => new StateChange(change.Key, change.Value))];
}
