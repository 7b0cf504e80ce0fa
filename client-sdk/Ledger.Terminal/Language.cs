using System.CommandLine;

namespace Ledger.Terminal;

/// <summary>Whether the person reads Chinese: what <c>--lang</c> says, otherwise the locale that POSIX would take for messages.</summary>
public static class Language
{
    private static readonly string[] Variables = ["LC_ALL", "LC_MESSAGES", "LANG"];

    /// <summary>Whether results are shown in Chinese.</summary>
    public static bool IsChinese(CliContext context, ParseResult parsed) =>
        (Asked(parsed) ?? Locale(context)).StartsWith("zh", StringComparison.OrdinalIgnoreCase);

    // That a language is none of ours is said in the locale's.
    private static string? Asked(ParseResult parsed) =>
        parsed.GetResult(CommonOptions.Language) is { } asked && !asked.Errors.Any() ? parsed.GetValue(CommonOptions.Language) : null;

    /// <summary>The first variable that is set and not empty counts, as POSIX has it (Base Definitions §8.2).</summary>
    private static string Locale(CliContext context) =>
        Variables.Select(context.Variable).FirstOrDefault(value => !string.IsNullOrEmpty(value)) ?? "";
}
