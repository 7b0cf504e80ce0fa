using System.Globalization;
using System.Text.Json;
using Ledger.Exchange.Reading;

namespace Ledger.Exchange.Shapes;

/// <summary>A list of values of one shape. An empty list is not written: the element is left out.</summary>
internal sealed class ListShape(ElementShape item, int countMax, bool isAscending = false) : ElementShape
{
    internal ElementShape Item => item;

    internal override string Description =>
        $"a list of 1 to {countMax}{(isAscending ? ", ascending, each once" : "")}" +
        (item is GroupShape ? "" : $", each {item.Description}");

    internal override bool IsAbsent(object value) => value is ICollection<object> { Count: 0 };

    internal override object? Read(JsonElement json, string path, FindingList findings)
    {
        if (json.ValueKind != JsonValueKind.Array)
        {
            findings.Add(ExchangeFault.WrongType, path, $"It is a JSON {FindingList.NameOf(json.ValueKind)}; it must be {Description}.");
            return null;
        }

        if (json.GetArrayLength() is var count && (count == 0 || count > countMax))
        {
            findings.Add(ExchangeFault.BadLength, path, $"The list has {count} entries; it must be {Description}.");
            return null;
        }

        var values = new List<object>(count);
        foreach (var entry in json.EnumerateArray())
        {
            var place = string.Create(CultureInfo.InvariantCulture, $"{path}[{values.Count}]");
            values.Add(item.Read(entry, place, findings) ?? new object());
        }

        CheckOrder(values, path, findings);
        return values;
    }

    internal override void Write(Utf8JsonWriter json, object value)
    {
        json.WriteStartArray();
        foreach (var entry in (IEnumerable<object>)value)
        {
            item.Write(json, entry);
        }

        json.WriteEndArray();
    }

    // Entries that are wrong by themselves are reported as such and have no order.
    private void CheckOrder(List<object> values, string path, FindingList findings)
    {
        for (var i = 1; isAscending && i < values.Count; i++)
        {
            if (Compare(values[i - 1], values[i]) >= 0)
            {
                findings.Add(
                    ExchangeFault.BadOrder, path, $"Entry {i} is not above the one before it; the entries must ascend, each once.");
                return;
            }
        }
    }

    private static int Compare(object before, object after) => (before, after) switch
    {
        (string a, string b) => string.CompareOrdinal(a, b),
        (Enum a, Enum b) => a.CompareTo(b),
        _ => -1,
    };
}
