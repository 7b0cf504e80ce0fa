using System.CommandLine;
using Ledger.Host.Backups;
using Ledger.Terminal;

namespace Ledger.Server.Commands;

/// <summary>Puts a backup where a node's data directory is to be.</summary>
internal sealed class RestoreCommand : ProgramCommand
{
    private static readonly Option<string> From = new("--from")
    {
        Description = "The backup's folder.",
        HelpName = "DIR",
        Required = true,
    };

    private static readonly Option<string> Data = new("--data")
    {
        Description = "The data directory; it must not exist. The vote lock stays as it is.",
        HelpName = "DIR",
        Required = true,
    };

    internal RestoreCommand(CliContext context)
        : base(
            "restore",
            "Check every file of a backup and put it where a node's data directory is to be; the node takes what is newer from the others.",
            "ledger restore --from /backup/2026-11-30 --data /var/lib/ledger/zhuhai/node --genesis genesis.json")
    {
        Add(From);
        Add(Data);
        Does(context, (run, _) => AdministrationLog.NoteAsync(run.Value(Data), "restore", () =>
        {
            var restored = NodeBackup.Restore(run.Value(From), run.Value(Data), run.Genesis);
            run.Report.Show(("restored", "已恢复"), BackupView.Of(restored, run.Value(Data)));
            return Task.FromResult(ExitCode.Done);
        }));
    }
}

/// <summary>A backup as people and programs are shown it.</summary>
internal static class BackupView
{
    internal static Document Of(BackupManifest backup, string folder) => new()
    {
        ["folder"] = Path.GetFullPath(folder),
        ["chain_id"] = backup.ChainId,
        ["height"] = backup.Height,
        ["final_height"] = backup.FinalHeight,
        ["block_hash"] = backup.BlockHash,
        ["made_at"] = Datum.Time(backup.MadeAt.ToUnixTimeMilliseconds()),
        ["files"] = backup.Files.Count,
        ["bytes"] = backup.Files.Sum(file => file.Bytes),
    };
}
