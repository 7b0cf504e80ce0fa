using System.Text.Json;
using Ledger.Exchange.Reading;

namespace Ledger.Exchange.Shapes;

/// <summary>Yes or no.</summary>
internal sealed class FlagShape : ElementShape
{
    internal override string Description => "true or false";

    internal override object? Read(JsonElement json, string path, FindingList findings)
    {
        if (json.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            return json.GetBoolean();
        }

        findings.Add(ExchangeFault.WrongType, path, $"It is a JSON {FindingList.NameOf(json.ValueKind)}; it must be {Description}.");
        return null;
    }

    internal override void Write(Utf8JsonWriter json, object value) => json.WriteBooleanValue((bool)value);
}
