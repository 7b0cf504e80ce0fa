using Ledger.Protocol.Proofs;

namespace Ledger.Schema;

/// <summary>The state while genesis writes it, ordered by key.</summary>
internal sealed class GenesisWriter : IStateWriter
{
    private readonly SortedDictionary<byte[], byte[]> _entries = new(StateKeyComparer.Instance);

    internal IReadOnlyList<KeyValuePair<byte[], byte[]>> Entries => [.. _entries];

    public byte[]? Get(byte[] key) => _entries.GetValueOrDefault(key);

    public void Put(byte[] key, byte[] value) => _entries[key] = value;

    public void Delete(byte[] key) => _entries.Remove(key);
}
