namespace Ledger.Cli.Commands.Desks;

internal sealed class DeskShowCommand : DeskStepCommand
{
    internal DeskShowCommand(CliContext context)
        : base("show", "One order of the queue.", "ledger desk show 00112233445566778899aabbccddeeff --desk desk") =>
        Steps(context, (_, desk, id, _) => Task.FromResult(desk.Show(id)));
}
