using System.CommandLine;

namespace Ledger.Cli;

/// <summary>
/// The options that every command of a chain's client takes beside the common ones. Each may stand in the environment instead.
/// </summary>
internal static class ClientOptions
{
    internal static Option<string?> Node { get; } = CommonOptions.New(
        "--node", "A node's gRPC address. [env: LEDGER_NODE; default: http://localhost:7300]", "URL");

    internal static Option<string?> Key { get; } = CommonOptions.New(
        "--key", "Your key file; its certificate is found on the chain. [env: LEDGER_KEY]", "FILE");

    internal static Option<string?> PinFile { get; } = CommonOptions.New(
        "--pin-file", "A file that holds the key's PIN; asked for otherwise. [env: LEDGER_PIN_FILE]", "FILE");

    internal static Option<string[]> Authenticate { get; } = new("--authenticate")
    {
        Description = "Show --node, which is this validator, by a token that --key signs who calls: its name in the genesis file, or its " +
            "id; URL=VALIDATOR for another node, once for each. [env: LEDGER_AUTHENTICATE, with spaces between]",
        HelpName = "[URL=]VALIDATOR",
        DefaultValueFactory = _ => [],
        Recursive = true,
    };

    internal static Option<string?> Caller { get; } = CommonOptions.New(
        "--caller",
        "With --authenticate: --key's registered certificate, its file or its id, where the key's file does not hold it. " +
        "[env: LEDGER_CALLER]",
        "CERTIFICATE");

    internal static Option<string[]> TlsPin { get; } = new("--tls-pin")
    {
        Description = "Know nodes by their TLS keys, whoever issued their certificates: a pin, SHA-256 over the public key, 64 " +
            "hexadecimal digits, or a certificate's file; once for each. [env: LEDGER_TLS_PIN, with spaces between]",
        HelpName = "PIN|FILE",
        DefaultValueFactory = _ => [],
        Recursive = true,
    };

    internal static Option<string?> MaxHeadAge { get; } = CommonOptions.New(
        "--max-head-age",
        "How old the node's newest block may be by this computer's clock: 90s, 5m, 2h, 1d, or off. [env: LEDGER_MAX_HEAD_AGE; default: 5m]",
        "AGE");

    internal static Option<string?> StaleHead { get; } = NewStaleHead();

    internal static Option<string?> Checkpoint { get; } = CommonOptions.New(
        "--checkpoint",
        "A block that you know is final, as `ledger status` showed it; a chain without it is refused. [env: LEDGER_CHECKPOINT]",
        "HEIGHT:HASH");

    internal static Option<string?> Witnesses { get; } = CommonOptions.New(
        "--witnesses",
        "A policy of witnesses (docs/spec/witness.md): a node that shows what too few of them have lately cosigned is refused. " +
        "[env: LEDGER_WITNESSES]",
        "FILE");

    internal static void AddTo(RootCommand root)
    {
        root.Add(Node);
        root.Add(Key);
        root.Add(PinFile);
        root.Add(Authenticate);
        root.Add(Caller);
        root.Add(TlsPin);
        root.Add(MaxHeadAge);
        root.Add(StaleHead);
        root.Add(Checkpoint);
        root.Add(Witnesses);
    }

    private static Option<string?> NewStaleHead()
    {
        var option = CommonOptions.New(
            "--stale-head",
            "What to do with an older one: warn on standard error, or refuse with exit code 4. [env: LEDGER_STALE_HEAD; default: warn]",
            "POLICY");
        option.AcceptOnlyFromAmong("warn", "refuse");
        return option;
    }
}
