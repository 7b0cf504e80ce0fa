using System.Text.Json;
using Ledger.Exchange.Elements;
using Ledger.Exchange.Reading;

namespace Ledger.Exchange.Shapes;

/// <summary>
/// A group of elements: a JSON object. Each stands at most once, none is unknown, and they are written in the order given here.
/// </summary>
/// <param name="uses">Its elements, asked for at first use: the map that has them and the table of elements know each other.</param>
internal sealed class GroupShape(Func<IReadOnlyList<ElementUse>> uses) : ElementShape
{
    private readonly Lazy<IReadOnlyList<ElementUse>> _inOrder = new(uses);
    private readonly Lazy<Dictionary<string, ElementUse>> _byName = new(
        () => uses().ToDictionary(use => use.Element.Name, StringComparer.Ordinal));

    internal IReadOnlyList<ElementUse> Uses => _inOrder.Value;

    internal override string Description => "a group";

    internal override bool IsAbsent(object value) => ((ElementValues)value).IsEmpty;

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

        foreach (var use in Uses.Where(use => use.IsRequired && !seen.Contains(use.Element.Name)))
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
        foreach (var use in Uses)
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
        else if (_byName.Value.TryGetValue(property.Name, out var use))
        {
            if (use.Element.Shape.Read(property.Value, place, findings) is { } value)
            {
                values.Set(use.Element, value);
            }
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
