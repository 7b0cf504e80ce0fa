using System.Text.Json;
using Ledger.Protocol.Json;
using Ledger.Protocol.V1;
using Ledger.Schema.Credential;

namespace Ledger.Requirements;

/// <summary>
/// Reads a requirement from JSON (docs/spec/requirement.md): size, UTF-8, grammar, version, and then every field, so that all faults are
/// told at once. Nothing is guessed. There is no field for a region of performance or awards: to ask for one is unlawful (实施条例 §32).
/// </summary>
public static class RequirementReader
{
    /// <summary>The one version of the format.</summary>
    public const int Version = 1;

    /// <summary>Most bytes of a file.</summary>
    public const int BytesMax = 64 * 1024;

    /// <summary>Most items; a check on the chain holds as many outcomes.</summary>
    public const int ItemsMax = 64;

    internal static readonly string[] FileFields = ["version", "title", "deadline", "items"];

    internal static readonly Dictionary<string, string[]> ItemFields = new(StringComparer.Ordinal)
    {
        ["qualification"] = ["id", "kind", "type_code", "level_code", "certified"],
        ["performance"] = ["id", "kind", "trade_class", "contract_fen", "count", "since", "accepted"],
        ["person"] = ["id", "kind", "category", "specialty", "count"],
        ["no_credit"] = ["id", "kind", "kinds"],
        ["score"] = ["id", "kind", "code", "hundredths_min"],
    };

    private const int TitleCharsMax = 200;
    private const int IdCharsMax = 32;
    private const int CodeCharsMax = 32;
    private const int CountMax = 100;
    private const long FenMax = 1_000_000_000_000_000;
    private const int ScoreHundredthsMax = 100_000;

    /// <summary>Reads a file.</summary>
    /// <param name="utf8">Its bytes.</param>
    /// <returns>The requirement, or every fault. Never an exception, whatever the bytes are.</returns>
    public static RequirementReading Read(ReadOnlyMemory<byte> utf8)
    {
        var faults = new List<JsonFault>();
        var requirement = StrictJson.Read(utf8, BytesMax, faults, root => ReadFile(root, faults));
        return new RequirementReading(faults.Count == 0 ? requirement : null, faults);
    }

    private static Requirement ReadFile(JsonElement root, List<JsonFault> faults)
    {
        var fields = new JsonObjectFields(root, "", faults, FileFields);
        if (fields.Number("version", 1, int.MaxValue, absent: Version) is var version && version != Version)
        {
            fields.Fault("version", $"it is {version}; this program knows {Version}.", $"版本为 {version}，本程序只识别 {Version}。");
        }

        var title = fields.Text("title", TitleCharsMax);
        var deadline = fields.Time("deadline", isRequired: true);
        var items = fields.List("items", ItemsMax).Index()
            .Select(one => ReadItem(one.Item, $"items[{one.Index}]", faults)).OfType<RequirementItem>().ToList();
        foreach (var twice in items.GroupBy(item => item.Id, StringComparer.Ordinal).Where(group => group.Count() > 1))
        {
            fields.Fault("items", $"the id '{twice.Key}' stands {twice.Count()} times.", $"编号“{twice.Key}”出现了 {twice.Count()} 次。");
        }

        return new Requirement(title, deadline, items);
    }

    private static RequirementItem? ReadItem(JsonElement element, string place, List<JsonFault> faults)
    {
        var kind = element.ValueKind == JsonValueKind.Object && element.TryGetProperty("kind", out var word)
            && word.ValueKind == JsonValueKind.String ? word.GetString()! : "";
        if (!ItemFields.TryGetValue(kind, out var known))
        {
            var kinds = string.Join(", ", ItemFields.Keys);
            faults.Add(new($"{place}.kind", $"'{kind}' is no kind of item; there are: {kinds}.", $"没有“{kind}”这种条件；可用：{kinds}。"));
            return null;
        }

        var fields = new JsonObjectFields(element, place, faults, known);
        var id = fields.Text("id", IdCharsMax);
        return kind switch
        {
            "qualification" => Qualification(fields, id),
            "performance" => Performance(fields, id),
            "person" => new PersonItem(
                id,
                fields.Text("category", CodeCharsMax),
                fields.Text("specialty", TitleCharsMax, isRequired: false),
                (int)fields.Number("count", 1, CountMax, isRequired: false, absent: 1)),
            "no_credit" => new NoCreditItem(id, Kinds(fields)),
            _ => new ScoreItem(id, fields.Text("code", CodeCharsMax), (uint)fields.Number("hundredths_min", 1, ScoreHundredthsMax)),
        };
    }

    private static QualificationItem Qualification(JsonObjectFields fields, string id) => new(
        id,
        fields.Text(
            "type_code", 4, fits: code => code.Length == 4 && code[0] == 'D' && code.Skip(1).All(char.IsAsciiDigit), shape: "D110, D201 …"),
        fields.Text("level_code", 4, fits: code => code.All(char.IsAsciiLetterUpper), shape: "T, A, B, C …"),
        fields.Flag("certified", absent: true));

    private static PerformanceItem Performance(JsonObjectFields fields, string id) => new(
        id,
        fields.Text(
            "trade_class", 3,
            fits: code => code.Length is 1 or 3 && code[0] is >= 'A' and <= 'D' && code.Skip(1).All(char.IsAsciiDigit),
            shape: "A, A01, A02, D …"),
        fields.Fen("contract_fen", FenMax),
        (int)fields.Number("count", 1, CountMax, isRequired: false, absent: 1),
        fields.Time("since", isRequired: false),
        fields.Flag("accepted", absent: true));

    private static List<CreditKind> Kinds(JsonObjectFields fields)
    {
        CreditKind[] blocking = [CreditKind.Penalty, CreditKind.Blacklist];
        var kinds = new List<CreditKind>();
        foreach (var element in fields.List("kinds", blocking.Length))
        {
            var word = element.ValueKind == JsonValueKind.String ? element.GetString()! : element.GetRawText();
            var kind = Array.Find(blocking, one => one.ToString().ToUpperInvariant() == word);
            if (kind == CreditKind.Unspecified || kinds.Contains(kind))
            {
                fields.Fault(
                    "kinds", $"'{word}' blocks nobody, or stands twice; there are: PENALTY, BLACKLIST.",
                    $"“{word}”不是限制投标的信用记录，或重复出现；可用：PENALTY、BLACKLIST。");
                continue;
            }

            kinds.Add(kind);
        }

        return kinds;
    }
}
