using Google.Protobuf;

namespace Ledger.Exchange.Elements;

/// <summary>
/// The values of a group's elements. What the chain's messages hold as empty – no text, no bytes, no entries – is absent here.
/// </summary>
internal sealed class ElementValues
{
    private readonly Dictionary<string, object> _values = new(StringComparer.Ordinal);

    internal object? Find(ExchangeElement element) => _values.GetValueOrDefault(element.Name);

    internal bool Has(ExchangeElement element) => _values.ContainsKey(element.Name);

    internal ElementValues Set(ExchangeElement element, object? value)
    {
        var isEmpty = value is null or string { Length: 0 } or ByteString { IsEmpty: true } or System.Collections.ICollection { Count: 0 };
        if (!isEmpty)
        {
            _values[element.Name] = value!;
        }

        return this;
    }

    internal ElementValues SetTime(ExchangeElement element, long ms) => ms == 0 ? this : Set(element, ms);

    internal ElementValues SetList<T>(ExchangeElement element, IEnumerable<T> values)
        where T : notnull => Set(element, values.Cast<object>().ToList());

    internal string Text(ExchangeElement element) => (string?)Find(element) ?? string.Empty;

    internal long Number(ExchangeElement element) => (long?)Find(element) ?? 0;

    internal ByteString Bytes(ExchangeElement element) => (ByteString?)Find(element) ?? ByteString.Empty;

    internal bool Flag(ExchangeElement element) => (bool?)Find(element) ?? false;

    internal TEnum Value<TEnum>(ExchangeElement element)
        where TEnum : struct, Enum => (TEnum?)Find(element) ?? default;

    internal ElementValues? Group(ExchangeElement element) => (ElementValues?)Find(element);

    internal IEnumerable<T> List<T>(ExchangeElement element) => ((IEnumerable<object>?)Find(element) ?? []).Cast<T>();
}
