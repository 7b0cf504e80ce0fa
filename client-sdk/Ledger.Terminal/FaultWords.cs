using System.Text.RegularExpressions;

namespace Ledger.Terminal;

/// <summary>Errors in words for people: no trace, no name of a type or of a parameter of the code.</summary>
public static partial class FaultWords
{
    private const char BetweenLanguages = '\u001F';

    /// <summary>What is said of an exception that ends a command.</summary>
    public static string Of(Exception exception, int exitCode) =>
        InstallationFault.WordsOf(exception) is { } installation ? installation.English
        : exitCode == ExitCode.Internal
            ? $"A fault in this program: {Plain(exception.Message)} What to do: try again; if it comes back, report the command line " +
                $"with these words."
        : exception is FileNotFoundException { FileName: { } name } ? $"There is no file {name}."
        : Existing(exception) is { } file ? $"{file} already exists, and nothing is overwritten. Name another file, or move this one away."
        : Plain(exception.Message);

    /// <summary>
    /// Whether the program itself is not whole, which no waiting mends: what runs for long ends then, whatever else it waits out.
    /// </summary>
    public static bool IsOfInstallation(Exception exception) => InstallationFault.WordsOf(exception) is not null;

    /// <summary>The same in Chinese; null where it is said in English alone.</summary>
    public static string? ChineseOf(Exception exception) =>
        (exception as CliException)?.Chinese
        ?? InstallationFault.WordsOf(exception)?.Chinese
        ?? (exception is FileNotFoundException { FileName: { } name } ? $"文件 {name} 不存在。"
            : Existing(exception) is { } file ? $"{file} 已存在，不会被覆盖；请另取文件名，或先移走该文件。"
            : null);

    // The runtime has no exception of its own for it.
    private static string? Existing(Exception exception) =>
        exception is IOException && AlreadyExists().Match(exception.Message) is { Success: true } match ? match.Groups["name"].Value : null;

    /// <summary>
    /// What is wrong with an option's value as one text, which <see cref="OfUsage"/> takes apart: the parser keeps one, and does not know
    /// yet which language the person reads.
    /// </summary>
    public static string InBoth(CliException wrong)
    {
        ArgumentNullException.ThrowIfNull(wrong);
        return wrong.Chinese is { } chinese ? wrong.Message + BetweenLanguages + chinese : wrong.Message;
    }

    /// <summary>What is said of a command line that cannot be read.</summary>
    /// <param name="message">The parser's words, in English.</param>
    /// <param name="isChinese">Whether the person reads Chinese; what the parser says in other words than usual stays as it is.</param>
    public static string OfUsage(string message, bool isChinese)
    {
        if (message.Split(BetweenLanguages) is [var inEnglish, var inChinese])
        {
            return isChinese ? inChinese : inEnglish;
        }

        if (WrongType().Match(message) is { Success: true } wrong)
        {
            var (english, chinese) = Kind(wrong.Groups["type"].Value);
            var (where, given) = (wrong.Groups["where"].Value, wrong.Groups["given"].Value);
            where = wrong.Groups["what"].Value != "command" ? where : isChinese ? $"{where} 的参数" : $"The argument of {where}";
            return isChinese ? $"{where} 应为{chinese}，而不是 {given}。" : $"{where} is {english}, not {given}.";
        }

        return isChinese ? InChinese(message) ?? Plain(message) : Plain(message);
    }

    private static (string English, string Chinese) Kind(string type) => type switch
    {
        _ when type.Contains("UInt", StringComparison.Ordinal) => ("a whole number, not below zero", "不小于零的整数"),
        _ when type.Contains("Int", StringComparison.Ordinal) => ("a whole number", "整数"),
        _ when type.Contains("Double", StringComparison.Ordinal) || type.Contains("Decimal", StringComparison.Ordinal) =>
            ("a number", "数字"),
        _ when type.Contains("Boolean", StringComparison.Ordinal) => ("true or false", " true 或 false"),
        _ when type.Contains("Uri", StringComparison.Ordinal) => ("an address", "网址"),
        _ => ("one of the values that --help lists", " --help 所列的值之一"),
    };

    // The sentences of the parser of command lines; which one it is, its fixed words say.
    private static string? InChinese(string message)
    {
        foreach (var (english, chinese) in (ReadOnlySpan<(Regex, string)>)
        [
            (RequiredOption(), "缺少选项 ${name}。"),
            (RequiredArgument(), "${name} 缺少参数。"),
            (RequiredCommand(), "缺少子命令。"),
            (Unrecognized(), "无法识别 ${name}。"),
            (NotOneOf(), "“${name}”不在可用值之列：${values}"),
            (SingleArgument(), "选项 ${name} 只能有一个值。"),
        ])
        {
            if (english.Match(message) is { Success: true } match)
            {
                return match.Result(chinese);
            }
        }

        return null;
    }

    private static string Plain(string message) => TypeName().Replace(Parameter().Replace(message, ""), "a value").Trim();

    [GeneratedRegex("^The file '(?<name>.+)' already exists\\.$")]
    private static partial Regex AlreadyExists();

    [GeneratedRegex(
        @"Cannot parse argument '(?<given>[^']*)' for (?<what>option|command|argument) '(?<where>[^']*)' " +
        @"as expected type '(?<type>.+?)'\.?")]
    private static partial Regex WrongType();

    [GeneratedRegex("^Option '(?<name>[^']*)' is required\\.$")]
    private static partial Regex RequiredOption();

    [GeneratedRegex("^Required argument missing for (?:command|option): '(?<name>[^']*)'\\.$")]
    private static partial Regex RequiredArgument();

    [GeneratedRegex("^Required command was not provided\\.$")]
    private static partial Regex RequiredCommand();

    [GeneratedRegex("^Unrecognized command or argument '(?<name>[^']*)'\\.$")]
    private static partial Regex Unrecognized();

    [GeneratedRegex("^Argument '(?<name>[^']*)' not recognized\\. Must be one of:(?<values>.*)$", RegexOptions.Singleline)]
    private static partial Regex NotOneOf();

    [GeneratedRegex("^Option '(?<name>[^']*)' expects a single argument")]
    private static partial Regex SingleArgument();

    [GeneratedRegex(@"\s*\(Parameter '[^']*'\)|\s*Actual value was [^\n]*", RegexOptions.Multiline)]
    private static partial Regex Parameter();

    [GeneratedRegex(@"'?\b(?:System|Microsoft|Google|Grpc|Ledger)\.[A-Z][\w.`+\[\],]*'?")]
    private static partial Regex TypeName();
}
