using Ledger.Protocol.Proofs;

namespace Ledger.Schema;

/// <summary>
/// A state of which only some keys are known, each proved present or absent. A pure function over the state is evaluated on it, says which
/// keys it needs, and is evaluated again once they have been proved: so a client or auditor answers by itself what the chain answers.
/// </summary>
public sealed class PartialState : IStateReader
{
    private readonly SortedDictionary<byte[], byte[]?> _known = new(StateKeyComparer.Instance);
    private readonly SortedSet<byte[]> _needed = new(StateKeyComparer.Instance);

    /// <summary>The keys that the last evaluation asked for and that are not known, ascending.</summary>
    public IReadOnlyCollection<byte[]> Needed => _needed;

    /// <summary>Makes a key known; a null value: it is proved absent.</summary>
    public void Add(byte[] key, byte[]? value)
    {
        ArgumentNullException.ThrowIfNull(key);
        _known[key] = value;
    }

    /// <summary>Evaluates a function; false, with the keys in <see cref="Needed"/>, where it asked for keys that are not known.</summary>
    public bool TryEvaluate<T>(Func<IStateReader, T> evaluate, out T? value)
    {
        ArgumentNullException.ThrowIfNull(evaluate);
        _needed.Clear();
        value = default;
        try
        {
            value = evaluate(this);
        }
        catch (InvalidDataException) when (_needed.Count > 0)
        {
            // What is not known yet reads as absent, and the function calls that corrupt: it is asked again.
        }

        return _needed.Count == 0;
    }

    /// <inheritdoc/>
    public byte[]? Get(byte[] key)
    {
        if (_known.TryGetValue(key, out var value))
        {
            return value;
        }

        _needed.Add(key);
        return null;
    }
}
