using Ledger.Cli.Commands.Mail;

namespace Ledger.Cli.Commands;

internal sealed class DocumentCommand : CliCommand
{
    internal DocumentCommand(CliContext context)
        : base(
            "document",
            "Encrypted materials at the nodes, for who has their reference.",
            "ledger document get materials.reference --out materials.zip")
    {
        Add(new DocumentPutCommand(context));
        Add(new DocumentGetCommand(context));
        Add(new DocumentRenewCommand(context));
        Add(new DocumentDeleteCommand(context));
    }
}
