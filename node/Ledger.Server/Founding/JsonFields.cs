using System.Text.Json;

namespace Ledger.Server.Founding;

/// <summary>
/// The fields of one object of a members file. What is wrong with any goes to the faults and reads as absent, so that the next is read too.
/// </summary>
internal sealed class JsonFields
{
    private readonly Dictionary<string, JsonElement> _fields = new(StringComparer.Ordinal);
    private readonly List<FoundingFault> _faults;
    private readonly string _place;

    internal JsonFields(JsonElement element, string place, List<FoundingFault> faults, params ReadOnlySpan<string> known)
    {
        (_place, _faults) = (place, faults);
        if (element.ValueKind != JsonValueKind.Object)
        {
            faults.Add(new(Whole, "it must be an object in braces.", "应为花括号内的对象。"));
            return;
        }

        var names = string.Join(", ", known.ToArray());
        foreach (var field in element.EnumerateObject())
        {
            if (!known.Contains(field.Name))
            {
                Fault(field.Name, $"there is no such field here; there are: {names}.", $"没有此字段；可用字段：{names}。");
            }
            else if (!_fields.TryAdd(field.Name, field.Value))
            {
                Fault(field.Name, "it stands twice.", "重复出现。");
            }
        }
    }

    private string Whole => _place.Length == 0 ? "the file" : _place;

    internal string PlaceOf(string name) => _place.Length == 0 ? name : $"{_place}.{name}";

    internal void Fault(string name, string english, string chinese) => _faults.Add(new(PlaceOf(name), english, chinese));

    internal JsonElement? Element(string name, bool isRequired = false)
    {
        if (_fields.TryGetValue(name, out var element))
        {
            return element;
        }

        if (isRequired)
        {
            Fault(name, "it is missing.", "缺失。");
        }

        return null;
    }

    internal string? Text(string name, bool isRequired = false)
    {
        if (Element(name, isRequired) is not { } element)
        {
            return null;
        }

        if (element.ValueKind == JsonValueKind.String)
        {
            return element.GetString();
        }

        Fault(name, "it must be a text in quotation marks.", "应为引号内的文本。");
        return null;
    }

    internal long? Number(string name, long min, long max)
    {
        if (Element(name) is not { } element)
        {
            return null;
        }

        if (element.ValueKind == JsonValueKind.Number && element.TryGetInt64(out var number) && number >= min && number <= max)
        {
            return number;
        }

        Fault(
            name, $"it is {element.GetRawText()}, and must be a whole number between {min} and {max}.",
            $"为 {element.GetRawText()}，应为 {min} 至 {max} 之间的整数。");
        return null;
    }

    internal bool? Flag(string name)
    {
        if (Element(name) is not { } element)
        {
            return null;
        }

        if (element.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            return element.GetBoolean();
        }

        Fault(name, "it must be true or false.", "应为 true 或 false。");
        return null;
    }

    /// <summary>The elements of a list; none where it is absent or is none.</summary>
    internal IReadOnlyList<JsonElement> List(string name, int min, int max)
    {
        if (Element(name, isRequired: min > 0) is not { } element)
        {
            return [];
        }

        if (element.ValueKind == JsonValueKind.Array && element.GetArrayLength() >= min && element.GetArrayLength() <= max)
        {
            return [.. element.EnumerateArray()];
        }

        Fault(name, $"it must be a list of {min} to {max} in brackets.", $"应为方括号内的列表，含 {min} 至 {max} 项。");
        return [];
    }
}
