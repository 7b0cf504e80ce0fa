using Ledger.Cli.Commands.Mail;

namespace Ledger.Cli.Commands;

internal sealed class MailboxCommand : CliCommand
{
    internal MailboxCommand(CliContext context)
        : base(
            "mailbox",
            "Letters between bidder and guarantor: sealed, padded, and blind to the nodes that keep them.",
            "ledger mailbox show bank.card")
    {
        Add(new MailboxNewCommand(context));
        Add(new MailboxSendCommand(context));
        Add(new MailboxReceiveCommand(context));
        Add(new MailboxShowCommand(context));
    }
}
