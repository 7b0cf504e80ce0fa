using System.CommandLine;
using Google.Protobuf;
using Ledger.Cli.Client;
using Ledger.Cli.Commands.Orders;
using Ledger.Orders;
using Ledger.Protocol.V1;

namespace Ledger.Cli.Commands.Tenders;

/// <summary>Where a trading centre keeps the mailbox at which bidders ask it for attestations.</summary>
internal sealed class CentreFolder
{
    private const string MailboxFile = "mailbox";
    private readonly OrderAccess _access = new();

    private readonly Option<string> _folder = new("--mailbox")
    {
        Description = "The folder of the centre's mailbox for requests; secret.",
        HelpName = "DIR",
        Required = true,
    };

    internal void AddTo(Command command)
    {
        command.Add(_folder);
        command.Add(_access.Nodes.Also);
    }

    /// <summary>
    /// The mailbox as the centre's key opens it; a new one where the folder holds none and <paramref name="makes"/> says so.
    /// </summary>
    internal async Task<(CentreOptions Options, MailboxCard Card)> OpenAsync(
        Invocation invocation, bool makes, CancellationToken cancellationToken)
    {
        var folder = invocation.Value(_folder);
        var (book, _) = await _access.OpenBookAsync(invocation, folder, cancellationToken);
        var path = Path.Combine(folder, MailboxFile);
        var mailbox = File.Exists(path) ? Read(path)
            : makes ? Make(path, book)
            : throw CliException.Usage(
                $"{folder} holds no mailbox of a centre. Make one with `ledger tender mailbox`.",
                $"{folder} 中没有交易中心信箱，请用 `ledger tender mailbox` 新建。");
        if (mailbox.Uscc != book.Party.Uscc)
        {
            throw CliException.Usage(
                $"The mailbox in {folder} is {mailbox.Uscc}'s, and the key is {book.Party.Uscc}'s: nothing was signed.",
                $"{folder} 中的信箱属于 {mailbox.Uscc}，而密钥属于 {book.Party.Uscc}：未签署任何内容。");
        }

        var options = new CentreOptions
        {
            Party = book.Party,
            Mail = book.Mail,
            Chain = book.Chain,
            Mailbox = mailbox.Mailbox.Memory,
            CursorPath = Path.Combine(folder, "cursor"),
        };
        return (options, mailbox.Card);
    }

    private static CentreMailbox Read(string path)
    {
        try
        {
            return CentreMailbox.Parser.ParseFrom(EncodedFile.ReadAll(path));
        }
        catch (InvalidProtocolBufferException)
        {
            throw CliException.Usage($"{path} is no mailbox of a centre: it is damaged.", $"{path} 不是交易中心信箱，文件已损坏。");
        }
    }

    private static CentreMailbox Make(string path, OrderBookOptions book)
    {
        var (secret, card) = book.Mail.NewMailbox();
        Directory.CreateDirectory(book.Folder);
        var mailbox = new CentreMailbox { Uscc = book.Party.Uscc, Mailbox = ByteString.CopyFrom(secret), Card = card };
        EncodedFile.WriteNewSecret(path, mailbox.ToByteArray());
        return mailbox;
    }
}
