namespace Ledger.ReferenceModel;

/// <summary>Entries by key, and a page for those of a transaction that is not yet done.</summary>
internal sealed class Books<TKey, TEntry>
    where TKey : notnull
    where TEntry : class
{
    private readonly Dictionary<TKey, TEntry> _entries = [];
    private readonly Dictionary<TKey, TEntry> _page = [];

    internal IReadOnlyDictionary<TKey, TEntry> Entries => _entries;

    internal TEntry? this[TKey key]
    {
        get => _page.TryGetValue(key, out var entry) ? entry : _entries.GetValueOrDefault(key);
        set => _page[key] = value ?? throw new ArgumentNullException(nameof(value));
    }

    internal void Keep()
    {
        foreach (var (key, entry) in _page)
        {
            _entries[key] = entry;
        }

        _page.Clear();
    }

    internal void Drop() => _page.Clear();
}
