using System.CommandLine;
using Ledger.Protocol;
using Ledger.Server.Configuration;
using Ledger.Terminal;

namespace Ledger.Server.Commands;

/// <summary>Says what is wrong with a configuration, all of it at once, before a node is started on it.</summary>
internal sealed class CheckConfigCommand : ProgramCommand
{
    private static readonly Argument<string> File = new("FILE") { Description = "The configuration." };

    internal CheckConfigCommand(CliContext context)
        : base(
            "check-config",
            "Say everything that is wrong with a node's configuration, keys and PINs included.",
            "ledger check-config node.json")
    {
        Add(File);
        Add(SettingOverrides.Set);
        Does(context, (run, _) => Task.FromResult(Check(run)));
    }

    private static int Check(CommandRun run)
    {
        using var opened = CheckedConfiguration.Open(ServerConfiguration.Read(run.Value(File), SettingOverrides.Of(run)));
        var options = opened.Options;
        run.Report.Show(("configuration", "配置"), new Document
        {
            ["chain_id"] = options.Genesis.ChainId,
            ["data"] = options.DataDirectory,
            ["validators"] = Datum.List(options.Validators.Select(validator => (Datum)new Document
            {
                ["name"] = validator.Name,
                ["validator"] = ValidatorRoster.IdOf(options.Genesis.Hasher, validator.Voting.PublicKey),
            })),
        });
        return ExitCode.Done;
    }
}
