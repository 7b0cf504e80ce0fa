using System.CommandLine;
using System.Diagnostics;
using Ledger.Node;
using Ledger.Storage;
using Ledger.Terminal;

namespace Ledger.Server.Commands;

/// <summary>Rebuilds what is derived from blocks.</summary>
internal sealed class ReindexCommand : ProgramCommand
{
    private static readonly Option<string> Data = new("--data")
    {
        Description = "The stopped node's data directory.",
        HelpName = "DIR",
        Required = true,
    };

    internal ReindexCommand(CliContext context)
        : base(
            "reindex",
            "Rebuild a stopped node's index and events from its blocks.",
            "ledger reindex --data .ledger/nodes/zhuhai --genesis .ledger/consortium/genesis.json")
    {
        Add(Data);
        Does(context, ReindexAsync);
    }

    private static Task<int> ReindexAsync(CommandRun run, CancellationToken cancellationToken)
    {
        var path = run.Value(Data);
        return Directory.Exists(path)
            ? AdministrationLog.NoteAsync(path, "reindex", () => Task.FromResult(Reindex(run, path)))
            : throw CliException.Usage($"There is no data directory {path}.");
    }

    private static int Reindex(CommandRun run, string path)
    {
        var started = Stopwatch.GetTimestamp();
        using var data = DataDirectory.Open(path, run.Genesis.ChainId.ToArray(), new RocksStoreOptions());
        var node = StoppedNode.Reindex(run.Genesis, data.Store);
        run.Report.Show(("reindex", "重建索引"), new Document
        {
            ["data"] = path,
            ["height"] = node.Index.Height,
            ["events"] = node.Index.Last,
            ["seconds"] = Datum.Fraction(Math.Round(Stopwatch.GetElapsedTime(started).TotalSeconds, 3)),
        });
        return ExitCode.Done;
    }
}
