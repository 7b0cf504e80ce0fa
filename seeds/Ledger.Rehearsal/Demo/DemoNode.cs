using System.CommandLine;
using Ledger.Client;
using Ledger.Terminal;

namespace Ledger.Rehearsal.Demo;

/// <summary>The validator that the demo's commands ask.</summary>
internal static class DemoNode
{
    internal static Option<string?> Option { get; } = new("--node")
    {
        Description = "A validator's gRPC address, as `ledger up` shows it. [env: LEDGER_NODE; default: http://localhost:7300]",
        HelpName = "URL",
    };

    /// <summary>Its address.</summary>
    /// <exception cref="CliException">It is none.</exception>
    internal static Uri AddressOf(CommandRun run)
    {
        var text = run.Common(Option, "LEDGER_NODE") ?? "http://localhost:7300";
        return Uri.TryCreate(text, UriKind.Absolute, out var address)
            ? address
            : throw CliException.Usage(
                $"{text} is no address of a node; write for example http://localhost:7300.",
                $"{text} 不是节点地址，应写作例如 http://localhost:7300。");
    }

    /// <summary>A client that reads. The rehearsal's clock is its record's, so no block of it is new by this computer's.</summary>
    internal static LedgerClient Open(CommandRun run) => LedgerClient.Open(new LedgerClientOptions
    {
        Genesis = run.Genesis,
        Node = AddressOf(run),
        MaxHeadAge = Timeout.InfiniteTimeSpan,
        CallTimeout = run.Context.Patience,
    });
}
