using System.CommandLine;
using Google.Protobuf;
using Ledger.Cli.Client;
using Ledger.Protocol.V1;

namespace Ledger.Cli.Commands.Mail;

internal sealed class MailboxShowCommand : CliCommand
{
    private readonly Argument<string> _file = new("FILE") { Description = "A card, or with --receipt a receipt." };
    private readonly Option<bool> _receipt = new("--receipt")
    {
        Description = "The file is a receipt: check that a validator of the chain gave it.",
    };
    private readonly MailNodes _nodes = new();

    internal MailboxShowCommand(CliContext context)
        : base(
            "show",
            "What a card says; or what a receipt says and whether it holds.",
            "ledger mailbox show application.receipt --receipt --json")
    {
        Add(_file);
        Add(_receipt);
        Add(_nodes.Also);
        Does(context, async (invocation, cancellationToken) =>
        {
            var path = invocation.Value(_file);
            if (!invocation.Value(_receipt))
            {
                invocation.Report.Show(("card", "名片"), MailDocuments.Of(CardFile.Read(path, invocation.Genesis.Suite)));
                return ExitCode.Done;
            }

            var receipt = ReadReceipt(path);
            var body = await _nodes.OpenLetters(invocation).VerifyReceiptAsync(receipt, cancellationToken);
            invocation.Report.Show(("receipt", "回执"), MailDocuments.Of(body));
            return ExitCode.Done;
        });
    }

    private static DepositReceipt ReadReceipt(string path)
    {
        try
        {
            return DepositReceipt.Parser.ParseFrom(EncodedFile.ReadAll(path));
        }
        catch (InvalidProtocolBufferException)
        {
            throw CliException.Usage($"{path} is no receipt of a letter.", $"{path} 不是信件回执。");
        }
    }
}
