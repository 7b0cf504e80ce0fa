using System.Globalization;
using System.Text.Json;

namespace Ledger.Protocol.Json;

/// <summary>
/// The fields of one JSON object, each read once and strictly. What is wrong becomes a fault, and reading goes on, so that all faults of a
/// file are told at once.
/// </summary>
public sealed class JsonObjectFields
{
    private readonly JsonElement _element;
    private readonly string _place;
    private readonly List<JsonFault> _faults;

    /// <summary>Begins to read an object.</summary>
    /// <param name="element">The object; anything else is a fault.</param>
    /// <param name="place">Where it stands in the file, as faults name it; empty for the file as a whole.</param>
    /// <param name="faults">Where faults go.</param>
    /// <param name="known">The fields that there may be; any other is a fault, and so is one that stands twice.</param>
    public JsonObjectFields(JsonElement element, string place, List<JsonFault> faults, IReadOnlyCollection<string> known)
    {
        (_element, _place, _faults) = (element, place, faults);
        if (element.ValueKind != JsonValueKind.Object)
        {
            Fault("", "it is no JSON object.", "不是 JSON 对象。");
            return;
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var property in element.EnumerateObject())
        {
            if (!known.Contains(property.Name))
            {
                var names = string.Join(", ", known);
                Fault(property.Name, $"there is no such field; there are: {names}.", $"没有这个字段；可用字段：{names}。");
            }
            else if (!seen.Add(property.Name))
            {
                Fault(property.Name, "it stands twice.", "重复出现。");
            }
        }
    }

    /// <summary>Says that a field is wrong.</summary>
    public void Fault(string field, string english, string chinese) =>
        _faults.Add(new JsonFault(PlaceOf(field), english, chinese));

    /// <summary>Where a field stands, as faults name it.</summary>
    public string PlaceOf(string field) => field.Length == 0 ? _place : _place.Length == 0 ? field : $"{_place}.{field}";

    /// <summary>A text of 1 to <paramref name="charsMax"/> characters that <paramref name="fits"/>; empty where there is none.</summary>
    public string Text(string field, int charsMax, bool isRequired = true, Func<string, bool>? fits = null, string? shape = null)
    {
        if (Find(field, isRequired, JsonValueKind.String) is not { } element)
        {
            return "";
        }

        var text = element.GetString()!;
        if (text.Length is 0 || text.Length > charsMax || text.Any(char.IsControl) || fits?.Invoke(text) == false)
        {
            Fault(
                field,
                $"it must be {shape ?? $"a text of 1 to {charsMax} characters"}.",
                $"应为{(shape is null ? $" 1 至 {charsMax} 个字符的文字" : $"：{shape}")}。");
        }

        return text;
    }

    /// <summary>A whole number in a range.</summary>
    public long Number(string field, long min, long max, bool isRequired = true, long absent = 0)
    {
        if (Find(field, isRequired, JsonValueKind.Number) is not { } element)
        {
            return absent;
        }

        if (element.TryGetInt64(out var number) && number >= min && number <= max)
        {
            return number;
        }

        Fault(field, $"it must be a whole number from {min} to {max}.", $"应为 {min} 至 {max} 的整数。");
        return absent;
    }

    /// <summary>An amount as text in fen, as money is written everywhere.</summary>
    public long Fen(string field, long max)
    {
        var text = Text(field, charsMax: 16, isRequired: false);
        if (text.Length == 0)
        {
            return 0;
        }

        if (text.All(char.IsAsciiDigit) && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var fen) && fen <= max)
        {
            return fen;
        }

        Fault(
            field,
            $"'{text}' is no amount: write whole fen as text, \"500000000\" for ¥5,000,000.00.",
            $"“{text}”不是金额：请以文字写整分数，如 \"500000000\" 表示 5,000,000.00 元。");
        return 0;
    }

    /// <summary>True or false; <paramref name="absent"/> where it is not there.</summary>
    public bool Flag(string field, bool absent)
    {
        if (_element.ValueKind != JsonValueKind.Object || !_element.TryGetProperty(field, out var element))
        {
            return absent;
        }

        if (element.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            return element.GetBoolean();
        }

        Fault(field, "it must be true or false.", "应为 true 或 false。");
        return absent;
    }

    /// <summary>A time with its offset, in UTC milliseconds.</summary>
    public long Time(string field, bool isRequired)
    {
        var text = Text(field, charsMax: 40, isRequired);
        if (text.Length == 0)
        {
            return 0;
        }

        if (DateTimeOffset.TryParseExact(
            text, "yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) && time.Year >= 1971)
        {
            return time.ToUnixTimeMilliseconds();
        }

        Fault(
            field, $"'{text}' is no time; write 2026-12-01T09:30:00+08:00.", $"“{text}”不是时间；请写作 2026-12-01T09:30:00+08:00。");
        return 0;
    }

    /// <summary>The elements of a list of 1 to <paramref name="countMax"/>; of one that may be absent, of 0 to so many.</summary>
    public IReadOnlyList<JsonElement> List(string field, int countMax, bool isRequired = true)
    {
        if (Find(field, isRequired, JsonValueKind.Array) is not { } element)
        {
            return [];
        }

        var count = element.GetArrayLength();
        if ((count is 0 && isRequired) || count > countMax)
        {
            var least = isRequired ? 1 : 0;
            Fault(
                field, $"it has {count} elements; it must have {least} to {countMax}.", $"有 {count} 项，应为 {least} 至 {countMax} 项。");
            return [];
        }

        return [.. element.EnumerateArray()];
    }

    private JsonElement? Find(string field, bool isRequired, JsonValueKind kind)
    {
        if (_element.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        if (!_element.TryGetProperty(field, out var element))
        {
            if (isRequired)
            {
                Fault(field, "it is missing.", "缺少该字段。");
            }

            return null;
        }

        if (element.ValueKind == kind)
        {
            return element;
        }

        var (english, chinese) = kind switch
        {
            JsonValueKind.String => ("text", "文字"),
            JsonValueKind.Number => ("a number", "数字"),
            _ => ("a list", "列表"),
        };
        Fault(field, $"it must be {english}.", $"应为{chinese}。");
        return null;
    }
}
