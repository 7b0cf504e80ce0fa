using System.CommandLine;
using Google.Protobuf;
using Ledger.Cli.Client;
using Ledger.Client.Mailbox;
using Ledger.Protocol.Mail;

namespace Ledger.Cli.Commands.Mail;

internal sealed class MailboxSendCommand : CliCommand
{
    private readonly Argument<string?> _file = new("FILE")
    {
        Description = $"What to send, {MailboxClient.ContentBytesMax} bytes at most; larger things are documents.",
        Arity = ArgumentArity.ZeroOrOne,
    };
    private readonly Option<string> _to = new("--to") { Description = "The reader's card.", HelpName = "CARD", Required = true };
    private readonly Option<bool> _decoy = new("--decoy") { Description = "Send cover instead of a file: the reader drops it." };
    private readonly Option<int> _size = new Option<int>("--letter-bytes")
    {
        Description = "Pad to at least this: 4096, 16384 or 65536.",
        HelpName = "N",
        DefaultValueFactory = _ => Letters.BytesMin,
    };
    private readonly Option<string?> _receipt = new("--receipt")
    {
        Description = "Keep the node's receipt in this new file.",
        HelpName = "FILE",
    };
    private readonly MailNodes _nodes = new();

    internal MailboxSendCommand(CliContext context)
        : base(
            "send",
            "Seal a file to its reader and leave it at the first node that serves the reader and takes it.",
            "ledger mailbox send application.json --to bank.card --receipt application.receipt")
    {
        Add(_file);
        Add(_to);
        Add(_decoy);
        Add(_size);
        Add(_receipt);
        Add(_nodes.Also);
        Does(context, SendAsync);
    }

    private async Task<int> SendAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var (file, isDecoy, size) = (invocation.Value(_file), invocation.Value(_decoy), invocation.Value(_size));
        if (isDecoy != (file is null))
        {
            throw CliException.Usage("Give a file to send, or --decoy.", "请指定要发送的文件，或用 --decoy。");
        }

        if (!Letters.IsSize(size))
        {
            throw CliException.Usage(
                $"--letter-bytes is {size}; letters have {string.Join(", ", Letters.Sizes)} bytes.",
                $"--letter-bytes 为 {size}；信件的长度为 {string.Join("、", Letters.Sizes)} 字节之一。");
        }

        var to = CardFile.Read(invocation.Value(_to), invocation.Genesis.Suite);
        var client = _nodes.OpenLetters(invocation);
        var receipt = file is null
            ? await client.SendDecoyAsync(to, size, cancellationToken)
            : await client.DepositAsync(client.Seal(to, EncodedFile.ReadAll(file), size), cancellationToken);
        if (invocation.Value(_receipt) is { } path)
        {
            EncodedFile.WriteNew(path, receipt.Message.ToByteArray());
        }

        invocation.Report.Show(("sent", "已发送"), MailDocuments.Of(receipt.Body));
        return ExitCode.Done;
    }
}
