using System.CommandLine;

namespace Ledger.Terminal;

/// <summary>The options that the commands of every program take. Each may stand in the environment instead.</summary>
public static class CommonOptions
{
    /// <summary>Which chain.</summary>
    public static Option<string?> Genesis { get; } = New(
        "--genesis", "The chain's genesis file, from someone you trust. [env: LEDGER_GENESIS]", "FILE");

    /// <summary>JSON instead of views.</summary>
    public static Option<bool> Json { get; } = new("--json")
    {
        Description = "One JSON document, or one JSON line for each item of a stream.",
        Recursive = true,
    };

    /// <summary>Ids whole.</summary>
    public static Option<bool> Wide { get; } = new("--wide")
    {
        Description = "Show ids whole, where a terminal shows their ends.",
        Recursive = true,
    };

    /// <summary>English or Chinese.</summary>
    public static Option<string?> Language { get; } = NewLanguage();

    /// <summary>Makes an option that every command of a program takes.</summary>
    /// <param name="name">With its dashes.</param>
    /// <param name="description">For <c>--help</c>.</param>
    /// <param name="helpName">What stands for the value in <c>--help</c>.</param>
    public static Option<string?> New(string name, string description, string helpName) =>
        new(name) { Description = description, HelpName = helpName, Recursive = true };

    internal static void AddTo(RootCommand root)
    {
        root.Add(Genesis);
        root.Add(Json);
        root.Add(Wide);
        root.Add(Language);
    }

    private static Option<string?> NewLanguage()
    {
        var option = New("--lang", "The language of what is shown: en or zh. [env: LC_ALL, LC_MESSAGES, LANG]", "LANGUAGE");
        option.AcceptOnlyFromAmong("en", "zh");
        return option;
    }
}
