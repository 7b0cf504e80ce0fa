using Ledger.Cli.Commands.Supervision;

namespace Ledger.Cli.Commands;

internal sealed class SuperviseCommand : CliCommand
{
    internal SuperviseCommand(CliContext context)
        : base(
            "supervise",
            "What a regulator sees of a market, out of an archive that is verified first (链监管).",
            "ledger supervise figures archive --by region --genesis genesis.json")
    {
        Add(new SuperviseFiguresCommand(context));
        Add(new SuperviseGraphCommand(context));
        Add(new SuperviseWatchCommand(context));
        Add(new SuperviseFindingCommand(context));
    }
}
