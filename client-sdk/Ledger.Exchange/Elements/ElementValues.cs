namespace Ledger.Exchange.Elements;

/// <summary>The values of a group's elements, as far as it has them.</summary>
internal sealed class ElementValues
{
    private readonly Dictionary<string, object> _values = new(StringComparer.Ordinal);

    internal bool IsEmpty => _values.Count == 0;

    internal object? Find(ExchangeElement element) => _values.GetValueOrDefault(element.Name);

    internal bool Has(ExchangeElement element) => _values.ContainsKey(element.Name);

    internal void Set(ExchangeElement element, object value) => _values[element.Name] = value;

    internal string Text(ExchangeElement element) => (string?)Find(element) ?? string.Empty;

    internal TEnum Value<TEnum>(ExchangeElement element)
        where TEnum : struct, Enum => (TEnum?)Find(element) ?? default;

    internal ElementValues? Group(ExchangeElement element) => (ElementValues?)Find(element);

    internal IEnumerable<T> List<T>(ExchangeElement element) => ((IEnumerable<object>?)Find(element) ?? []).Cast<T>();
}
