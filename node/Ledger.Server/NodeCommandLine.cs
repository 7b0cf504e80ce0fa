using System.CommandLine;
using Ledger.Finality;
using Ledger.Node;
using Ledger.Server.Commands;
using Ledger.Storage;
using Ledger.Terminal;

namespace Ledger.Server;

/// <summary>The command line of a node's operator.</summary>
public sealed class NodeCommandLine : CommandLineProgram
{
    /// <inheritdoc/>
    public override string Example => "ledger serve node.json";

    /// <inheritdoc/>
    protected override RootCommand NewRoot(CliContext context) => new(
        "What a node's operator does: serve, and keep what it stands on in order.")
    {
        new ServeCommand(context),
        new NetCommand(context),
        new NodeCommand(context),
        new CheckConfigCommand(context),
        new InitCommand(context),
        new ReindexCommand(context),
        new PruneCommand(context),
        new VoteLockCommand(context),
        new SettleCommand(context),
        new BackupCommand(context),
        new RestoreCommand(context),
    };

    /// <inheritdoc/>
    protected override int? CodeOf(Exception error) =>
        error is StorageException or SettlementException or DivergenceException ? ExitCode.Usage : null;
}
