using System.Text.RegularExpressions;

namespace Ledger.Terminal;

/// <summary>Errors in words for people: no trace, no name of a type or of a parameter of the code.</summary>
public static partial class FaultWords
{
    /// <summary>What is said of an exception that ends a command.</summary>
    public static string Of(Exception exception, int exitCode) => exitCode == ExitCode.Internal
        ? $"A fault in this program: {Plain(exception.Message)} What to do: try again; if it comes back, report the command line with " +
            $"these words."
        : Plain(exception.Message);

    /// <summary>What is said of a command line that cannot be read.</summary>
    public static string OfUsage(string message) => WrongType().Match(message) is { Success: true } wrong
        ? $"{wrong.Groups["where"].Value} is {Kind(wrong.Groups["type"].Value)}, not {wrong.Groups["given"].Value}."
        : Plain(message);

    private static string Kind(string type) => type switch
    {
        _ when type.Contains("UInt", StringComparison.Ordinal) => "a whole number, not below zero",
        _ when type.Contains("Int", StringComparison.Ordinal) => "a whole number",
        _ when type.Contains("Double", StringComparison.Ordinal) || type.Contains("Decimal", StringComparison.Ordinal) => "a number",
        _ when type.Contains("Boolean", StringComparison.Ordinal) => "true or false",
        _ when type.Contains("Uri", StringComparison.Ordinal) => "an address",
        _ => "one of the values that --help lists",
    };

    private static string Plain(string message) => TypeName().Replace(Parameter().Replace(message, ""), "a value").Trim();

    [GeneratedRegex(
        @"Cannot parse argument '(?<given>[^']*)' for (?:option|command|argument) '(?<where>[^']*)' as expected type '(?<type>.+?)'\.?")]
    private static partial Regex WrongType();

    [GeneratedRegex(@"\s*\(Parameter '[^']*'\)|\s*Actual value was [^\n]*", RegexOptions.Multiline)]
    private static partial Regex Parameter();

    [GeneratedRegex(@"'?\b(?:System|Microsoft|Google|Grpc|Ledger)\.[A-Z][\w.`+\[\],]*'?")]
    private static partial Regex TypeName();
}
