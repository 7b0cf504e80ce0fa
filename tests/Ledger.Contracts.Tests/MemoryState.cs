using Ledger.Protocol.Proofs;
using Ledger.Schema;

namespace Ledger.Contracts.Tests;

/// <summary>A state in memory with the real one's limits, ordered by key, that can be copied.</summary>
internal sealed class MemoryState : IStateWriter
{
    private readonly SortedDictionary<byte[], byte[]> _entries;

    internal MemoryState(IEnumerable<KeyValuePair<byte[], byte[]>>? entries = null)
    {
        _entries = new(Comparer<byte[]>.Create((left, right) => left.AsSpan().SequenceCompareTo(right)));
        foreach (var (key, value) in entries ?? [])
        {
            _entries.Add(key, value);
        }
    }

    internal IEnumerable<KeyValuePair<byte[], byte[]>> Entries => _entries;

    internal MemoryState Copy() => new(_entries);

    internal IEnumerable<StateTransition> ChangesSince(MemoryState before)
    {
        foreach (var (key, value) in _entries)
        {
            if (before.Get(key) is not { } old || !old.AsSpan().SequenceEqual(value))
            {
                yield return new StateTransition(key, before.Get(key), value);
            }
        }

        foreach (var (key, value) in before._entries)
        {
            if (Get(key) is null)
            {
                yield return new StateTransition(key, value, null);
            }
        }
    }

    public byte[]? Get(byte[] key) => _entries.GetValueOrDefault(key);

    public void Put(byte[] key, byte[] value)
    {
        RequireFit(key, value);
        _entries[key] = value;
    }

    public void Delete(byte[] key)
    {
        RequireFit(key, null);
        _entries.Remove(key);
    }

    // The real state throws so too, and there it would stop the node.
    private static void RequireFit(byte[] key, byte[]? value)
    {
        if (!StateLimits.Fit(key, value))
        {
            throw new InvalidOperationException($"A key of {key.Length} bytes with a value of {value?.Length ?? 0} came to the state.");
        }
    }
}
