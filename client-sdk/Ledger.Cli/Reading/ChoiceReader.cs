using System.Text.RegularExpressions;
using Ledger.Protocol.Terms;

namespace Ledger.Cli.Reading;

/// <summary>
/// Reads values of closed lists: by their English or Chinese word, in any case, separated by commas or spaces, in any order. A number is
/// none, and neither is a sum of values.
/// </summary>
internal static partial class ChoiceReader
{
    private const string None = "Unspecified";

    /// <summary>The words that the help lists.</summary>
    internal static string ChoicesOf(Type type) => string.Join(", ", Enum.GetNames(type).Where(name => name != None));

    /// <summary>The one value.</summary>
    /// <exception cref="CliException">None, several, or one that is not on the list.</exception>
    internal static TEnum One<TEnum>(string text, string what)
        where TEnum : struct, Enum => (TEnum)One(typeof(TEnum), text, what);

    /// <inheritdoc cref="One{TEnum}"/>
    internal static object One(Type type, string text, string what)
    {
        var values = Many(type, [text], what);
        return values.Count == 1
            ? values[0]
            : throw CliException.Usage(
                $"{what} takes one value, not {values.Count}; it is one of {ChoicesOf(type)}.",
                $"{what} 只取一个值，而不是 {values.Count} 个；可选：{ChoicesOf(type)}。");
    }

    /// <summary>The values, ascending.</summary>
    /// <exception cref="CliException">None, one twice, or one that is not on the list.</exception>
    internal static IReadOnlyList<object> Many(Type type, IEnumerable<string> texts, string what)
    {
        var values = new SortedSet<object>();
        foreach (var word in texts.SelectMany(text => Separators().Split(TypedText.Plain(text))).Where(word => word.Length > 0))
        {
            var value = Find(type, word) ?? throw CliException.Usage(
                $"{what} {word} is not one of {ChoicesOf(type)}.",
                $"{what} {word} 不在可选值之列：{ChoicesOf(type)}。");
            if (!values.Add(value))
            {
                throw CliException.Usage(
                    $"{what} names {word} twice.",
                    $"{what} 中 {word} 出现两次。");
            }
        }

        return values.Count > 0 ? [.. values] : throw CliException.Usage(
            $"{what} is empty; it is one of {ChoicesOf(type)}.",
            $"{what} 为空；可选：{ChoicesOf(type)}。");
    }

    private static object? Find(Type type, string word)
    {
        var name = Enum.GetNames(type).FirstOrDefault(name => name != None &&
            (Plain(name) == Plain(word) || Plain($"{type.Name}{name}") == Plain(word) || ChineseTerms.Of(type.Name, name) == word));
        return name is null ? null : Enum.Parse(type, name);
    }

    // As commands show it (AcceptedForm), as the protocol writes it (ACCEPTED_FORM), and as people do.
    private static string Plain(string word) =>
        word.Replace("_", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal).ToUpperInvariant();

    [GeneratedRegex(@"[,;、；\s]+")]
    private static partial Regex Separators();
}
