using Ledger.Contracts;
using Ledger.Protocol.Proofs;
using Ledger.Schema;

namespace Ledger.Audit.Replay.State;

/// <summary>The state as one block changes it, transaction by transaction. Not safe for use by several threads.</summary>
internal sealed class BlockState(StateTree before) : IStateWriter
{
    private readonly Dictionary<byte[], byte[]?> _block = new(StateKeyComparer.Instance);
    private readonly Dictionary<byte[], byte[]?> _transaction = new(StateKeyComparer.Instance);
    private readonly Dictionary<byte[], byte[]?> _read = new(StateKeyComparer.Instance);

    public byte[]? Get(byte[] key) =>
        _transaction.TryGetValue(key, out var value) || _block.TryGetValue(key, out value) ? value : Before(key);

    public void Put(byte[] key, byte[] value) => Set(key, value);

    public void Delete(byte[] key) => Set(key, null);

    /// <summary>The value before the block.</summary>
    internal byte[]? Before(byte[] key)
    {
        if (!_read.TryGetValue(key, out var value))
        {
            value = before.Get(key);
            _read.Add(key, value);
        }

        return value;
    }

    /// <summary>What the block has written under a key; null where it wrote nothing there, or deleted it.</summary>
    internal byte[]? Written(byte[] key) => _block.GetValueOrDefault(key);

    /// <summary>A write that belongs to no transaction's calls.</summary>
    internal void SetInBlock(byte[] key, byte[]? value) => _block[key] = value;

    /// <summary>Each key that the transaction has changed, with its values before and after.</summary>
    internal IEnumerable<StateTransition> Transitions() => _transaction.Select(
        change => new StateTransition(
            change.Key, _block.TryGetValue(change.Key, out var earlier) ? earlier : Before(change.Key), change.Value));

    /// <summary>Makes the transaction's writes the block's.</summary>
    internal void Keep()
    {
        foreach (var (key, value) in _transaction)
        {
            _block[key] = value;
        }

        _transaction.Clear();
    }

    /// <summary>Forgets what the transaction wrote.</summary>
    internal void Drop() => _transaction.Clear();

    /// <summary>What the block changes, by key.</summary>
    internal List<KeyValuePair<byte[], byte[]?>> Changes()
    {
        var changes = _block.ToList();
        changes.Sort((one, other) => StateKeyComparer.Instance.Compare(one.Key, other.Key));
        return changes;
    }

    private void Set(byte[] key, byte[]? value) => _transaction[key] = StateLimits.Fit(key, value)
        ? value
        : throw new InvalidOperationException($"A key of {key.Length} bytes or its value exceeds what the state holds.");
}
