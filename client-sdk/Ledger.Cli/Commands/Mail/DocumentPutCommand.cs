using System.CommandLine;
using Google.Protobuf;
using Ledger.Cli.Client;

namespace Ledger.Cli.Commands.Mail;

internal sealed class DocumentPutCommand : CliCommand
{
    private readonly Argument<string> _file = new("FILE") { Description = "The materials." };
    private readonly Option<string> _ticket = new("--ticket")
    {
        Description = "The file that lets you go on, renew and delete; its own if it exists. Keep it secret.",
        HelpName = "FILE",
        Required = true,
    };
    private readonly Option<string?> _reference = new("--reference")
    {
        Description = "Write what a reader needs to this new file; send it in a letter.",
        HelpName = "FILE",
    };
    private readonly Option<int> _lease = DocumentOptions.LeaseDays();
    private readonly MailNodes _nodes = new();

    internal DocumentPutCommand(CliContext context)
        : base(
            "put",
            "Encrypt a file and upload it. A run that was killed goes on when the command is given again.",
            "ledger document put materials.zip --ticket materials.ticket --reference materials.reference")
    {
        Add(_file);
        Add(_ticket);
        Add(_reference);
        Add(_lease);
        Add(_nodes.Also);
        Does(context, PutAsync);
    }

    private async Task<int> PutAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var (path, ticket) = (invocation.Value(_file), invocation.Value(_ticket));
        var lease = DocumentOptions.LeaseHours(invocation.Value(_lease));
        await using var content = File.OpenRead(path);
        var uploaded = await DocumentOptions.Open(invocation, _nodes)
            .UploadAsync(content, ticket, lease, DocumentOptions.Bar(invocation), cancellationToken);
        var document = MailDocuments.Of(uploaded, ticket);
        if (invocation.Value(_reference) is { } reference)
        {
            EncodedFile.WriteNewSecret(reference, uploaded.Reference.ToByteArray());
            document["reference"] = reference;
        }

        invocation.Report.Show(("document", "文件"), document);
        return ExitCode.Done;
    }
}
