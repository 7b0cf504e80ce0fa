namespace Ledger.Storage;

/// <summary>Changes to be applied together, in the order they were added. Not safe for use by several threads.</summary>
public sealed class WriteSet
{
    private readonly List<Entry> _entries = [];

    /// <summary>The changes in order.</summary>
    public IReadOnlyList<Entry> Entries => _entries;

    /// <summary>Sum of key and value lengths, in bytes.</summary>
    public long Bytes { get; private set; }

    /// <summary>Sets <paramref name="key"/> to <paramref name="value"/>. Neither array may change afterwards.</summary>
    public void Put(StoreTable table, byte[] key, byte[] value)
    {
        _entries.Add(new Entry(table, key, value));
        Bytes += key.Length + value.Length;
    }

    /// <summary>Removes <paramref name="key"/>, whether it exists or not.</summary>
    public void Delete(StoreTable table, byte[] key)
    {
        _entries.Add(new Entry(table, key, null));
        Bytes += key.Length;
    }

    /// <summary>Empties the set, so that it can be used again.</summary>
    public void Clear()
    {
        _entries.Clear();
        Bytes = 0;
    }

    /// <summary>One change; a null <paramref name="Value"/> removes the key.</summary>
    public readonly record struct Entry(StoreTable Table, byte[] Key, byte[]? Value);
}
