using Ledger.Cli.Commands.Desks;

namespace Ledger.Cli.Commands;

internal sealed class DeskCommand : CliCommand
{
    internal DeskCommand(CliContext context)
        : base("desk", "A guarantor's work queue: decide on orders, keep limits, issue sealed batches.", "ledger desk list --desk desk")
    {
        Add(new DeskInitCommand(context));
        Add(new DeskCardCommand(context));
        Add(new DeskReceiveCommand(context));
        Add(new DeskListCommand(context));
        Add(new DeskShowCommand(context));
        Add(new DeskApproveCommand(context));
        Add(new DeskRejectCommand(context));
        Add(new DeskAskCommand(context));
        Add(new DeskIssueCommand(context));
        Add(new DeskEndorseCommand(context));
        Add(new DeskLimitsCommand(context));
        Add(new DeskRunCommand(context));
    }
}
