using System.CommandLine;
using System.Diagnostics;
using Ledger.Node;
using Ledger.Server.Configuration;
using Ledger.Storage;
using Ledger.Terminal;

namespace Ledger.Server.Commands;

/// <summary>Deletes the oldest blocks of a stopped node that is no archive, and gives the disk back what they took.</summary>
internal sealed class PruneCommand : ProgramCommand
{
    private static readonly Option<string> File = new("--config")
    {
        Description = "The stopped node's configuration, of `ledger node`; its blocks_kept says how many final blocks stay.",
        HelpName = "FILE",
        Required = true,
    };

    internal PruneCommand(CliContext context)
        : base(
            "prune",
            "Delete the oldest blocks, receipts, events and versions of the state of a stopped node that is no archive.",
            "ledger prune --config /var/lib/ledger/zhuhai/node.json")
    {
        Add(File);
        Add(SettingOverrides.Set);
        Does(context, PruneAsync);
    }

    private static async Task<int> PruneAsync(CommandRun run, CancellationToken cancellationToken)
    {
        using var opened = CheckedMember.Open(MemberConfiguration.Read(run.Value(File), SettingOverrides.Of(run)));
        if (opened.BlocksKept == 0)
        {
            throw CliException.Usage(
                "This node is an archive: blocks_kept is 0 or is not there, so nothing is deleted. What to do: leave it so where no " +
                "other member keeps an archive; otherwise set blocks_kept in the configuration and run this again.");
        }

        var path = opened.Options.DataDirectory;
        if (!Directory.Exists(path))
        {
            throw CliException.Usage($"There is no data directory {path}.");
        }

        return await AdministrationLog.NoteAsync(path, "prune", () => Task.FromResult(Prune(run, opened, path)));
    }

    private static int Prune(CommandRun run, CheckedMember opened, string path)
    {
        var started = Stopwatch.GetTimestamp();
        var before = BytesOf(path);
        ulong oldest;
        using (var data = DataDirectory.Open(path, opened.Options.Genesis.ChainId.ToArray(), new RocksStoreOptions()))
        {
            oldest = StoppedNode.Prune(opened.Options.Genesis, data.Store, opened.BlocksKept);
            data.Compact();
        }

        run.Report.Show(("prune", "裁剪"), new Document
        {
            ["data"] = path,
            ["oldest_height"] = oldest,
            ["bytes_before"] = before,
            ["bytes_after"] = BytesOf(path),
            ["seconds"] = Datum.Fraction(Math.Round(Stopwatch.GetElapsedTime(started).TotalSeconds, 3)),
        });
        return ExitCode.Done;
    }

    private static long BytesOf(string folder) =>
        new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length);
}
