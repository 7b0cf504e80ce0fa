using System.CommandLine;
using Ledger.Host.Backups;
using Ledger.Host.Control;
using Ledger.Terminal;

namespace Ledger.Server.Commands;

/// <summary>Copies a node's data while it runs, or while it is stopped.</summary>
internal sealed class BackupCommand : ProgramCommand
{
    private static readonly Option<string> Data = new("--data")
    {
        Description = "The node's data directory: DATA/node of `ledger node`, DATA/NAME of `ledger serve`, which must be stopped.",
        HelpName = "DIR",
        Required = true,
    };

    private static readonly Option<string> Out = new("--out")
    {
        Description = "The backup's folder; it must not exist. On the same disk it takes hardly any room until the node has moved on.",
        HelpName = "DIR",
        Required = true,
    };

    internal BackupCommand(CliContext context)
        : base(
            "backup",
            "Copy a node's chain, state, letters and documents as they are at one instant, checked, each file with its digest.",
            "ledger backup --data /var/lib/ledger/zhuhai/node --out /backup/2026-11-30 --genesis genesis.json")
    {
        Add(Data);
        Add(Out);
        Does(context, BackUpAsync);
    }

    private static async Task<int> BackUpAsync(CommandRun run, CancellationToken cancellationToken)
    {
        var (data, folder) = (run.Value(Data), run.Value(Out));
        if (!Directory.Exists(data))
        {
            throw CliException.Usage($"There is no data directory {data}.");
        }

        if (Path.Exists(folder))
        {
            throw CliException.Usage($"{folder} is there already, and nothing is written over. Name another folder.");
        }

        var made = await AdministrationLog.NoteAsync(data, "backup", async () =>
        {
            if (!await ControlServer.AskForBackupAsync(data, folder, cancellationToken))
            {
                NodeBackup.Save(data, run.Genesis, folder);
            }

            return NodeBackup.Finish(folder, run.Genesis, TimeProvider.System);
        });
        run.Report.Show(("backup", "备份"), BackupView.Of(made, folder));
        return ExitCode.Done;
    }
}
