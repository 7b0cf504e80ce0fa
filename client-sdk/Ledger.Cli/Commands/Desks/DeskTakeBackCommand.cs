namespace Ledger.Cli.Commands.Desks;

internal sealed class DeskTakeBackCommand : DeskStepCommand
{
    internal DeskTakeBackCommand(CliContext context)
        : base(
            "take-back",
            "Take your last decision back, until the bidder has acted on it: a question, a no, a yes. A payment that was on its way wins.",
            "ledger desk take-back 00112233445566778899aabbccddeeff --desk desk") =>
        StepsForGood(
            context,
            ("take the last decision back", "收回上一决定"),
            (_, desk, id, cancellationToken) => desk.TakeBackAsync(id, cancellationToken));
}
