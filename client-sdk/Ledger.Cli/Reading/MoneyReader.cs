using System.Globalization;
using System.Text.RegularExpressions;

namespace Ledger.Cli.Reading;

/// <summary>
/// Reads amounts as people write them. Bare digits are fen, as the option's name says; what can only be yuan – a ¥ sign, 元, 万, a decimal
/// point – is read as yuan; what may be either is refused with both readings.
/// </summary>
internal static partial class MoneyReader
{
    private const string ChineseForms = "分写作 80000000，元写作 ¥800,000.00、800000元 或 80万";
    private const string Forms = "write whole fen as 80000000, or yuan as ¥800,000.00, 800000元 or 80万";

    /// <summary>The amount in fen.</summary>
    /// <param name="text">What was typed.</param>
    /// <param name="what">The option or field, for the refusal.</param>
    /// <exception cref="CliException">No amount, or one with two readings.</exception>
    internal static long Read(string text, string what)
    {
        var match = Form().Match(TypedText.Plain(text));
        if (!match.Success)
        {
            throw Wrong(what, text, $"is no amount; {Forms}", $"不是金额；{ChineseForms}");
        }

        var (whole, fraction) = (match.Groups["whole"].Value, match.Groups["fraction"].Value.TrimEnd('0'));
        var isGrouped = whole.Contains(',');
        var digits = whole.Replace(",", "", StringComparison.Ordinal);
        if (!decimal.TryParse($"{digits}.{fraction}0", CultureInfo.InvariantCulture, out var number))
        {
            throw TooMuch(what, text);
        }

        var isYuan = match.Groups["sign"].Success || match.Groups["fraction"].Success;
        decimal fen = (match.Groups["unit"].Value, isYuan) switch
        {
            ("分" or "fen", false) => number,
            ("分" or "fen", true) => throw Wrong(what, text, $"says yuan and fen at once; {Forms}", $"同时写了元和分；{ChineseForms}"),
            ("万" or "万元", _) => number * 1_000_000,
            ("亿" or "亿元", _) => number * 10_000_000_000,
            ("元" or "yuan", _) or ("", true) => number * 100,
            _ when isGrouped => throw Wrong(
                what, text,
                $"may be fen, {Moments.Yuan((long)decimal.Min(number, long.MaxValue))}, or yuan, ¥{whole}.00: write it as " +
                $"{digits} or as ¥{whole}",
                $"可能是 {digits} 分，也可能是 ¥{whole}.00 元：请写作 {digits} 或 ¥{whole}"),
            _ => number,
        };
        if (fen != decimal.Truncate(fen))
        {
            throw Wrong(what, text, "is not a whole number of fen", "不是整数分");
        }

        return fen <= long.MaxValue ? (long)fen : throw TooMuch(what, text);
    }

    private static CliException TooMuch(string what, string text) => Wrong(what, text, "is more than any amount on the chain", "超过链上任何金额");

    private static CliException Wrong(string what, string text, string why, string chinese) =>
        CliException.Usage($"{what} {text} {why}.", $"{what} {text} {chinese}。");

    [GeneratedRegex(
        @"^(?<sign>¥|RMB|CNY|人民币)?\s*(?<whole>\d{1,3}(?:,\d{3})+|\d{1,24})(?:\.(?<fraction>\d{1,8}))?\s*(?<unit>万元|亿元|万|亿|元|分|yuan|fen)?$",
        RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
