using System.CommandLine;

namespace Ledger.Cli.Commands.Mail;

internal sealed class DocumentRenewCommand : CliCommand
{
    private readonly Argument<string> _ticket = new("TICKET") { Description = "The file of document put --ticket." };
    private readonly Option<int> _lease = DocumentOptions.LeaseDays();
    private readonly MailNodes _nodes = new();

    internal DocumentRenewCommand(CliContext context)
        : base("renew", "Set a new end of a document's lease, counted from now.", "ledger document renew materials.ticket --lease-days 180")
    {
        Add(_ticket);
        Add(_lease);
        Add(_nodes.Also);
        Does(context, async (invocation, cancellationToken) =>
        {
            var ticket = invocation.Value(_ticket);
            var lease = DocumentOptions.LeaseHours(invocation.Value(_lease));
            var renewed = await DocumentOptions.Open(invocation, _nodes).RenewAsync(ticket, lease, cancellationToken);
            invocation.Report.Show(("document", "文件"), MailDocuments.Of(renewed, ticket));
            return ExitCode.Done;
        });
    }
}
