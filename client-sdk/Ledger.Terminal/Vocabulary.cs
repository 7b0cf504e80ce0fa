using System.Text.RegularExpressions;
using Ledger.Protocol;
using Ledger.Protocol.Terms;

namespace Ledger.Terminal;

/// <summary>
/// How fields and enumerations are called: <c>labels.tsv</c> (name, English, Chinese) and the table of
/// <see cref="ChineseTerms"/>. Tests hold both to what is shown.
/// </summary>
public static partial class Vocabulary
{
    private static readonly Dictionary<string, string[]> Labels = Read();

    /// <summary>Whether a field has its label.</summary>
    public static bool HasLabel(string field) => Labels.ContainsKey(field);

    /// <summary>What people call a field.</summary>
    public static string Label(string field, bool chinese) =>
        Labels.TryGetValue(field, out var row) ? row[chinese ? 1 : 0] : field.Replace('_', ' ');

    /// <summary>
    /// The trade's word beside the English one: 已解除 Released. Both stand in both languages, for documents and law name them in Chinese.
    /// </summary>
    public static string Word(string type, string value)
    {
        var (english, chinese) = Both(type, value);
        return chinese == english ? english : $"{chinese} {english}";
    }

    /// <summary>The word in each language, as a title.</summary>
    public static (string English, string Chinese) Both(string type, string value)
    {
        var english = WordStarts().Replace(value, static match => " " + match.Value.ToLowerInvariant());
        return (english, ChineseTerms.Of(type, value) ?? english);
    }

    private static Dictionary<string, string[]> Read()
    {
        const string name = "labels.tsv";
        using var stream = typeof(Vocabulary).Assembly.GetManifestResourceStream(name)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return StrictText.Decode(bytes, name).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('\t'))
            .ToDictionary(row => row[0], row => row[1..], StringComparer.Ordinal);
    }

    [GeneratedRegex("(?<=[a-z])[A-Z]")]
    private static partial Regex WordStarts();
}
