using Ledger.Protocol.Proofs;
using Ledger.Schema;

namespace Ledger.Contracts;

/// <summary>Writes over a state that stays as it is: calls are tried on it, and nothing comes of them.</summary>
/// <param name="state">What is read where nothing was written.</param>
public sealed class DraftState(IStateReader state) : IStateWriter
{
    private readonly SortedDictionary<byte[], byte[]?> _written = new(StateKeyComparer.Instance);

    /// <summary>What was changed so far, in key order: each key with its value in the state beneath.</summary>
    public IEnumerable<StateTransition> Changes() =>
        _written.Select(change => new StateTransition(change.Key, state.Get(change.Key), change.Value));

    /// <inheritdoc/>
    public byte[]? Get(byte[] key) => _written.TryGetValue(key, out var value) ? value : state.Get(key);

    /// <inheritdoc/>
    public void Put(byte[] key, byte[] value) => _written[key] = value;

    /// <inheritdoc/>
    public void Delete(byte[] key) => _written[key] = null;
}
