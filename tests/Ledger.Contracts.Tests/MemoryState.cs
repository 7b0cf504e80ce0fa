namespace Ledger.Contracts.Tests;

/// <summary>A state in memory, ordered by key, that can be copied.</summary>
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

    public void Put(byte[] key, byte[] value) => _entries[key] = value;

    public void Delete(byte[] key) => _entries.Remove(key);
}
