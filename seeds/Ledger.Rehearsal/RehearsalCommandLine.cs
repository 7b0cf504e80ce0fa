using System.CommandLine;
using Ledger.Client;
using Ledger.Rehearsal.Demo;
using Ledger.Rehearsal.Up;
using Ledger.Terminal;

namespace Ledger.Rehearsal;

/// <summary>The rehearsal's command line: the consortium of <c>./run</c>, and a first walk against it.</summary>
public sealed class RehearsalCommandLine : CommandLineProgram
{
    /// <inheritdoc/>
    public override string Example => "ledger up --play zhuhai --data .ledger";

    /// <inheritdoc/>
    public override string Variables => "LEDGER_GENESIS, LEDGER_NODE, LEDGER_CLIENT stand for the options of the same names.";

    /// <inheritdoc/>
    protected override RootCommand NewRoot(CliContext context) => new("The rehearsal of Ledger: a test consortium, and a first walk in it.")
    {
        new UpCommand(context),
        new DemoCommand(context),
    };

    /// <inheritdoc/>
    protected override int? CodeOf(Exception error) => error switch
    {
        NodeUnreachableException => ExitCode.Unreachable,
        VerificationException => ExitCode.NotVerified,
        _ => null,
    };
}
