using Ledger.Cli.Client;
using Ledger.Client.Mailbox;
using Ledger.Crypto;
using Ledger.Protocol.V1;

namespace Ledger.Cli.Commands.Mail;

/// <summary>Cards as files: <c>ledger.v1.MailboxCard</c> in protobuf's JSON form.</summary>
internal static class CardFile
{
    internal static void Write(string path, MailboxCard card) => MessageFile.WriteNew(path, card);

    internal static MailboxRecipient Read(string path, CryptoSuite suite) =>
        MailboxRecipient.TryRead(MessageFile.Read<MailboxCard>(path), suite, out var recipient)
            ? recipient
            : throw CliException.Usage($"{path} is no card of a mailbox on this chain.", $"{path} 不是本链的信箱名片。");
}
