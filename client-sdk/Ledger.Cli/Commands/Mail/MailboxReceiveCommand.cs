using System.CommandLine;
using Ledger.Cli.Client;
using Ledger.Client.Mailbox;

namespace Ledger.Cli.Commands.Mail;

internal sealed class MailboxReceiveCommand : CliCommand
{
    private static readonly IReadOnlyList<string> Columns = ["letter", "arrived_hour", "bytes", "file"];
    private readonly Argument<string> _folder = new("DIR") { Description = "The mailbox's folder." };
    private readonly Option<string> _out = new("--out")
    {
        Description = "Where the letters go, each under its digest.",
        HelpName = "DIR",
        Required = true,
    };
    private readonly Option<bool> _keep = new("--keep") { Description = "Leave them at the node, and read them again the next time." };
    private readonly MailNodes _nodes = new();

    internal MailboxReceiveCommand(CliContext context)
        : base(
            "receive",
            "Fetch and open the letters of a mailbox; what was written here is then deleted at the node.",
            "ledger mailbox receive order-1 --out letters --pin-file order.pin")
    {
        Add(_folder);
        Add(_out);
        Add(_keep);
        Add(_nodes.Also);
        Does(context, ReceiveAsync);
    }

    private async Task<int> ReceiveAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var folder = new MailboxFolder(invocation.Value(_folder));
        using var owner = folder.Open(invocation);
        var client = _nodes.OpenLetters(invocation);
        var cursor = new FileMailboxCursor(folder.CursorPath);
        var target = Directory.CreateDirectory(invocation.Value(_out)).FullName;
        var letters = new List<Document>();
        var (decoys, unreadable) = (0, 0);
        await foreach (var page in client.ReceiveAsync(owner, cursor, cancellationToken))
        {
            foreach (var letter in page.Letters)
            {
                var file = Path.Combine(target, $"{letter.Digest}.letter");
                if (!File.Exists(file))
                {
                    EncodedFile.WriteNewSecret(file, letter.Content.Span);
                }

                letters.Add(MailDocuments.Of(page.Node, letter, file));
            }

            (decoys, unreadable) = (decoys + page.Decoys, unreadable + page.Unreadable);
            if (!invocation.Value(_keep))
            {
                await client.AcknowledgeAsync(owner, page, cursor, cancellationToken);
            }
        }

        invocation.Report.ShowList(
            ("letters", "信件"),
            new Document { ["letters"] = Datum.List(letters), ["decoys"] = decoys, ["unreadable"] = unreadable },
            "letters",
            Columns);
        return ExitCode.Done;
    }
}
