using System.CommandLine;

namespace Ledger.Cli;

/// <summary>The options that every command takes. Each may stand in the environment instead.</summary>
internal static class CommonOptions
{
    internal static Option<string?> Genesis { get; } = New(
        "--genesis", "The chain's genesis file, from someone you trust. [env: LEDGER_GENESIS]", "FILE");

    internal static Option<string?> Node { get; } = New(
        "--node", "A node's gRPC address. [env: LEDGER_NODE; default: http://localhost:7300]", "URL");

    internal static Option<string?> Key { get; } = New(
        "--key", "Your key file; its certificate is found on the chain. [env: LEDGER_KEY]", "FILE");

    internal static Option<string?> PinFile { get; } = New(
        "--pin-file", "A file that holds the key's PIN; asked for otherwise. [env: LEDGER_PIN_FILE]", "FILE");

    internal static Option<string?> MaxHeadAge { get; } = New(
        "--max-head-age",
        "How old the node's newest block may be by this computer's clock: 90s, 5m, 2h, 1d, or off. [env: LEDGER_MAX_HEAD_AGE; default: 5m]",
        "AGE");

    internal static Option<string?> StaleHead { get; } = NewStaleHead();

    internal static Option<string?> Checkpoint { get; } = New(
        "--checkpoint",
        "A block that you know is final, as `ledger status` showed it; a chain without it is refused. [env: LEDGER_CHECKPOINT]",
        "HEIGHT:HASH");

    internal static Option<bool> Json { get; } = new("--json")
    {
        Description = "One JSON document, or one JSON line for each item of a stream.",
        Recursive = true,
    };

    internal static Option<bool> Wide { get; } = new("--wide")
    {
        Description = "Show ids whole, where a terminal shows their ends.",
        Recursive = true,
    };

    internal static Option<string?> Language { get; } = NewLanguage();

    internal static void AddTo(RootCommand root)
    {
        root.Add(Genesis);
        root.Add(Node);
        root.Add(Key);
        root.Add(PinFile);
        root.Add(MaxHeadAge);
        root.Add(StaleHead);
        root.Add(Checkpoint);
        root.Add(Json);
        root.Add(Wide);
        root.Add(Language);
    }

    private static Option<string?> NewStaleHead()
    {
        var option = New(
            "--stale-head",
            "What to do with an older one: warn on standard error, or refuse with exit code 4. [env: LEDGER_STALE_HEAD; default: warn]",
            "POLICY");
        option.AcceptOnlyFromAmong("warn", "refuse");
        return option;
    }

    private static Option<string?> NewLanguage()
    {
        var option = New("--lang", "The language of what is shown: en or zh. [env: LC_ALL, LC_MESSAGES, LANG]", "LANGUAGE");
        option.AcceptOnlyFromAmong("en", "zh");
        return option;
    }

    private static Option<string?> New(string name, string description, string helpName) =>
        new(name) { Description = description, HelpName = helpName, Recursive = true };
}
