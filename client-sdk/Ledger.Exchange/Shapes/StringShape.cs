using System.Text.Json;
using Google.Protobuf;
using Ledger.Exchange.Reading;

namespace Ledger.Exchange.Shapes;

/// <summary>A value that is a JSON string.</summary>
internal abstract class StringShape : ElementShape
{
    internal override bool IsAbsent(object value) => value is string { Length: 0 } or ByteString { IsEmpty: true };

    internal sealed override object? Read(JsonElement json, string path, FindingList findings)
    {
        if (json.ValueKind == JsonValueKind.String)
        {
            return Parse(json.GetString()!, path, findings);
        }

        findings.Add(
            ExchangeFault.WrongType, path, $"It is a JSON {FindingList.NameOf(json.ValueKind)}; it must be a string: {Description}.");
        return null;
    }

    // The library's encoders escape every character beyond the BMP, and names have such (𠮷): only what JSON must have escaped is. Control
    // characters do not pass the shapes, and whatever is written is read again.
    internal sealed override void Write(Utf8JsonWriter json, object value) =>
        json.WriteRawValue(
            $"\"{Format(value).Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"");

    private protected abstract object? Parse(string text, string path, FindingList findings);

    private protected virtual string Format(object value) => (string)value;
}
