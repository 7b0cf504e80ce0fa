using System.CommandLine;
using System.Diagnostics;
using Ledger.Crypto.Signatures;
using Ledger.Node;
using Ledger.Protocol;
using Ledger.Protocol.V1;
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
        Does(context, (run, _) => Task.FromResult(Reindex(run)));
    }

    private static int Reindex(CommandRun run)
    {
        var path = run.Value(Data);
        if (!Directory.Exists(path))
        {
            throw CliException.Usage($"There is no data directory {path}.");
        }

        var started = Stopwatch.GetTimestamp();
        using var data = DataDirectory.Open(path, run.Genesis.ChainId.ToArray(), new RocksStoreOptions());
        var parts = new NodeParts(
            run.Genesis, data.Store, new SignatureVerifier(), new Silence(), null, TimeProvider.System, TimeProvider.System);
        var core = new NodeCore(parts, new NodeOptions());
        core.Reindex();
        run.Report.Show(("reindex", "重建索引"), new Document
        {
            ["data"] = path,
            ["height"] = core.Index.Height,
            ["events"] = core.Index.Last,
            ["seconds"] = Datum.Fraction(Math.Round(Stopwatch.GetElapsedTime(started).TotalSeconds, 3)),
        });
        return ExitCode.Done;
    }

    /// <summary>The network of a node that is not running.</summary>
    private sealed class Silence : INetwork
    {
        public void Broadcast(PeerMessage message)
        {
        }

        public void Send(Digest validator, PeerMessage message)
        {
        }
    }
}
