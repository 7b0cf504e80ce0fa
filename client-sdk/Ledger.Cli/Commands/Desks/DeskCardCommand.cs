namespace Ledger.Cli.Commands.Desks;

internal sealed class DeskCardCommand : CliCommand
{
    internal DeskCardCommand(CliContext context)
        : base(
            "card",
            "Your card on the chain, by which bidders find you: where orders are sent and what you offer.",
            "ledger desk card publish --desk desk")
    {
        Add(new DeskCardPublishCommand(context));
        Add(new DeskCardWithdrawCommand(context));
        Add(new DeskCardShowCommand(context));
    }
}
