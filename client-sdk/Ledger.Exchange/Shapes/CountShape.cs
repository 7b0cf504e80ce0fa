using System.Globalization;
using System.Text.Json;
using Ledger.Exchange.Reading;

namespace Ledger.Exchange.Shapes;

/// <summary>A whole number above 0.</summary>
internal sealed class CountShape(long min, long max) : ElementShape
{
    internal override string Description => $"a whole number from {min} to {max}";

    internal override bool IsAbsent(object value) => Convert.ToInt64(value, CultureInfo.InvariantCulture) == 0;

    internal override object? Read(JsonElement json, string path, FindingList findings)
    {
        if (json.ValueKind != JsonValueKind.Number)
        {
            findings.Add(ExchangeFault.WrongType, path, $"It is a JSON {FindingList.NameOf(json.ValueKind)}; it must be {Description}.");
            return null;
        }

        // By its digits: 9e1 and 90.0 are numbers of JSON too, and each number is written in one way.
        var text = json.GetRawText();
        if (!text.AsSpan().ContainsAnyExceptInRange('0', '9') && json.TryGetInt64(out var count) && count >= min && count <= max)
        {
            return count;
        }

        findings.Add(ExchangeFault.BadCount, path, $"{FindingList.Quote(text)} is not {Description}.");
        return null;
    }

    internal override void Write(Utf8JsonWriter json, object value) =>
        json.WriteNumberValue(Convert.ToInt64(value, CultureInfo.InvariantCulture));
}
