using System.CommandLine;
using Ledger.Cli.Client;
using Ledger.Client.Mailbox;
using Ledger.Crypto.Keys;
using Ledger.Protocol.Mail;

namespace Ledger.Cli.Commands.Mail;

internal sealed class MailboxNewCommand : CliCommand
{
    private readonly Option<string> _out = new("--out") { Description = "The folder to make.", HelpName = "DIR", Required = true };
    private readonly Option<bool> _anyNode = new("--any-node")
    {
        Description = "Name no nodes on the card, and ask none: letters may be left at any.",
    };
    private readonly MailNodes _nodes = new();

    internal MailboxNewCommand(CliContext context)
        : base(
            "new",
            "Make a mailbox: two fresh keys under a PIN, and the card to give away. Make one for each order.",
            "ledger mailbox new --out order-1 --pin-file order.pin")
    {
        Add(_out);
        Add(_anyNode);
        Add(_nodes.Also);
        Does(context, async (invocation, cancellationToken) =>
        {
            var algorithm = MailboxAddress.AlgorithmOf(invocation.Genesis.Suite);
            using var mailboxKey = KeyPair.Generate(algorithm);
            using var encryptionKey = KeyPair.Generate(algorithm);
            using var owner = new MailboxOwner(mailboxKey, encryptionKey);
            var nodes = invocation.Value(_anyNode) ? [] : await _nodes.OpenLetters(invocation).NodesAsync(cancellationToken);
            var folder = invocation.Value(_out);
            var pinFile = invocation.PinPath;
            var recipient = owner.ToRecipient(nodes);
            new MailboxFolder(folder)
                .Create(mailboxKey, encryptionKey, recipient.ToMessage(), new KeyOpener(context).NewPin(pinFile, $"PIN for {folder}:"));
            var document = MailDocuments.Of(recipient);
            document["folder"] = folder;
            invocation.Report.Show(("mailbox", "信箱"), document);
            return ExitCode.Done;
        });
    }
}
