using System.CommandLine;
using Ledger.Client.Documents;

namespace Ledger.Cli.Commands.Mail;

internal sealed class DocumentDeleteCommand : CliCommand
{
    private readonly Argument<string> _ticket = new("TICKET") { Description = "The file of document put --ticket." };
    private readonly MailNodes _nodes = new();

    internal DocumentDeleteCommand(CliContext context)
        : base(
            "delete",
            "Delete a document, or what of it was uploaded, at the node that holds it.",
            "ledger document delete materials.ticket")
    {
        Add(_ticket);
        Add(_nodes.Also);
        Does(context, async (invocation, cancellationToken) =>
        {
            var ticket = invocation.Value(_ticket);
            await DocumentOptions.Open(invocation, _nodes).DeleteAsync(ticket, cancellationToken);
            var reference = DocumentClient.ReadReference(ticket);
            invocation.Report.Show(
                ("document", "文件"),
                new Document { ["address"] = Datum.Id(reference.Address.Span), ["deleted"] = true, ["ticket"] = ticket });
            return ExitCode.Done;
        });
    }
}
