using System.Text.RegularExpressions;

namespace Ledger.Terminal;

/// <summary>Tells a program that is not whole – a part of it is missing, or of another version – from a file that a person named.</summary>
internal static partial class InstallationFault
{
    /// <summary>What is said of it, in both languages; null for an exception of another kind.</summary>
    internal static (string English, string Chinese)? WordsOf(Exception error) => PartOf(error) is not { } part ? null : (
        $"A fault of the installation: {part} is missing or does not fit. What to do: install the program again, with all its files.",
        $"安装不完整：{part} 缺失或版本不符。请重新完整安装本程序。");

    private static string? PartOf(Exception error) => error switch
    {
        FileNotFoundException { FileName: { } name } when Assembly().Match(name) is { Success: true } match => match.Groups["name"].Value,
        FileLoadException { FileName: { } name } => NameOf(name),
        BadImageFormatException { FileName: { } name } => NameOf(name),
        TypeLoadException or MissingMemberException => Quoted().Match(error.Message).Groups["name"].Value,
        _ => error.InnerException is { } inner ? PartOf(inner) : null,
    };

    private static string NameOf(string name) => Assembly().Match(name) is { Success: true } match ? match.Groups["name"].Value : name;

    // The runtime asks for a part of the program by its full name, never by a path.
    [GeneratedRegex("^(?<name>[^,/\\\\]+), Version=")]
    private static partial Regex Assembly();

    [GeneratedRegex("'(?<name>[^',]+)")]
    private static partial Regex Quoted();
}
