using System.CommandLine;

namespace Ledger.Cli;

/// <summary>The options that every command takes. Each may stand in the environment instead.</summary>
internal static class CommonOptions
{
    internal static Option<string?> Genesis { get; } = New("--genesis", "The chain's genesis file, from someone you trust. [env: LEDGER_GENESIS]", "FILE");

    internal static Option<string?> Node { get; } = New("--node", "A node's gRPC address. [env: LEDGER_NODE; default: http://localhost:7300]", "URL");

    internal static Option<string?> Key { get; } = New("--key", "Your key file; its certificate is found on the chain. [env: LEDGER_KEY]", "FILE");

    internal static Option<string?> PinFile { get; } = New("--pin-file", "A file that holds the key's PIN; asked for otherwise. [env: LEDGER_PIN_FILE]", "FILE");

    internal static Option<bool> Json { get; } = new("--json") { Description = "One JSON document, or one JSON line for each item of a stream.", Recursive = true };

    internal static Option<string?> Language { get; } = NewLanguage();

    internal static void AddTo(RootCommand root)
    {
        root.Add(Genesis);
        root.Add(Node);
        root.Add(Key);
        root.Add(PinFile);
        root.Add(Json);
        root.Add(Language);
    }

    private static Option<string?> NewLanguage()
    {
        var option = New("--lang", "The language of refusals' rule and remedy: en, or zh for Chinese beside English. [env: LC_ALL, LC_MESSAGES, LANG]", "LANGUAGE");
        option.AcceptOnlyFromAmong("en", "zh");
        return option;
    }

    private static Option<string?> New(string name, string description, string helpName) =>
        new(name) { Description = description, HelpName = helpName, Recursive = true };
}
