using System.Text.Json;
using Ledger.Exchange.Elements;
using Ledger.Exchange.Reading;

namespace Ledger.Exchange.Shapes;

/// <summary>
/// A group of elements: a JSON object. Each stands at most once, none is unknown, and they are written in the order given here.
/// </summary>
internal sealed class GroupShape(params ElementUse[] uses) : ElementShape
{
    private readonly Dictionary<string, ElementUse> _uses = uses.ToDictionary(use => use.Element.Name, StringComparer.Ordinal);

    internal IReadOnlyList<ElementUse> Uses => uses;

    internal override string Description => "a group";

    internal override object? Read(JsonElement json, string path, FindingList findings)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            findings.Add(ExchangeFault.WrongType, path, $"It is a JSON {FindingList.NameOf(json.ValueKind)}; it must be an object.");
            return null;
        }

        var values = new ElementValues();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var property in json.EnumerateObject())
        {
            ReadElement(property, path, values, seen, findings);
        }

        foreach (var use in uses.Where(use => use.IsRequired && !seen.Contains(use.Element.Name)))
        {
            findings.Add(
                ExchangeFault.MissingElement,
                Join(path, use.Element.Name),
                $"{use.Element.Chinese} must be given: {use.Element.Shape.Description}.");
        }

        return values;
    }

    internal override void Write(Utf8JsonWriter json, object value)
    {
        json.WriteStartObject();
        var values = (ElementValues)value;
        foreach (var use in uses)
        {
            if (values.Find(use.Element) is { } found)
            {
                json.WritePropertyName(use.Element.Name);
                use.Element.Shape.Write(json, found);
            }
        }

        json.WriteEndObject();
    }

    private void ReadElement(JsonProperty property, string path, ElementValues values, HashSet<string> seen, FindingList findings)
    {
        var place = Join(path, FindingList.Shorten(property.Name));
        if (!seen.Add(property.Name))
        {
            findings.Add(ExchangeFault.DuplicateElement, place, "The element stands more than once in its group.");
        }
        else if (_uses.TryGetValue(property.Name, out var use))
        {
            values.Set(use.Element, use.Element.Shape.Read(property.Value, place, findings));
        }
        else if (PersonalElements.Names(property.Name))
        {
            findings.Add(
                ExchangeFault.PersonalData, place, "The name is one of personal data, which is never exchanged. Leave the element out.");
        }
        else
        {
            findings.Add(ExchangeFault.UnknownElement, place, "The group has no such element.");
        }
    }

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";
}
