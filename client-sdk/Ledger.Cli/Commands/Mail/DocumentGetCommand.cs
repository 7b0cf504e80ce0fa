using System.CommandLine;
using Google.Protobuf;
using Ledger.Cli.Client;
using Ledger.Protocol.V1;
using FileOptions = Ledger.Cli.Client.FileOptions;

namespace Ledger.Cli.Commands.Mail;

internal sealed class DocumentGetCommand : CliCommand
{
    private readonly Argument<string> _reference = new("REFERENCE")
    {
        Description = "The file of document put --reference, from a letter.",
    };
    private readonly Option<string> _out = FileOptions.Out("the document");
    private readonly MailNodes _nodes = new();

    internal DocumentGetCommand(CliContext context)
        : base(
            "get",
            "Download a document, check that it is what the reference says, and decrypt it. A run that was killed goes on.",
            "ledger document get materials.reference --out materials.zip")
    {
        Add(_reference);
        Add(_out);
        Add(_nodes.Also);
        Does(context, async (invocation, cancellationToken) =>
        {
            var (path, target) = (invocation.Value(_reference), invocation.Value(_out));
            var reference = Read(path);
            await DocumentOptions.Open(invocation, _nodes)
                .DownloadAsync(reference, target, DocumentOptions.Bar(invocation), cancellationToken);
            invocation.Report.Show(("document", "文件"), new Document
            {
                ["address"] = Datum.Id(reference.Address.Span),
                ["bytes"] = new FileInfo(target).Length,
                ["out"] = target,
            });
            return ExitCode.Done;
        });
    }

    private static DocumentReference Read(string path)
    {
        try
        {
            return DocumentReference.Parser.ParseFrom(EncodedFile.ReadAll(path));
        }
        catch (InvalidProtocolBufferException)
        {
            throw CliException.Usage($"{path} is no reference of a document.", $"{path} 不是文件引用。");
        }
    }
}
