using Ledger.Cli.Commands.Desks;
using Ledger.Cli.Commands.Orders;
using Ledger.Orders;

namespace Ledger.Cli.Commands;

internal sealed class DeskCommand : CliCommand
{
    internal DeskCommand(CliContext context)
        : base("desk", "A guarantor's work queue: decide on orders, keep limits, issue sealed batches.", "ledger desk list --desk desk")
    {
        Add(new DeskInitCommand(context));
        Add(new DeskCardCommand(context));
        Add(new BookReceiveCommand<GuarantorDesk>(
            context,
            new DeskSide(),
            "Send what waits, fetch what bidders wrote, check it, and put it into the queue.",
            "ledger desk receive --desk desk"));
        Add(new DeskListCommand(context));
        Add(new BookShowCommand<GuarantorDesk>(
            context, new DeskSide(), "ledger desk show 00112233445566778899aabbccddeeff --desk desk"));
        Add(new BookDocumentsCommand<GuarantorDesk>(
            context,
            new DeskSide(),
            "ledger desk documents 00112233445566778899aabbccddeeff --get 1 --out licence.pdf --desk desk"));
        Add(new DeskApproveCommand(context));
        Add(new DeskRejectCommand(context));
        Add(new DeskAskCommand(context));
        Add(new DeskTakeBackCommand(context));
        Add(new DeskCloseCommand(context));
        Add(new DeskIssueCommand(context));
        Add(new DeskEndorseCommand(context));
        Add(new DeskRepairCommand(context));
        Add(new DeskLimitsCommand(context));
        Add(new DeskRunCommand(context));
    }
}
