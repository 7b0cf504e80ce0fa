using Ledger.Client.Documents;
using Ledger.Client.Mailbox;
using Ledger.Protocol;
using Ledger.Protocol.Mail;

namespace Ledger.Cli.Commands.Mail;

/// <summary>The JSON documents of cards, receipts and letters.</summary>
internal static class MailDocuments
{
    private const long HourMs = 60 * 60 * 1000;

    internal static Document Of(MailboxRecipient recipient) => new()
    {
        ["address"] = recipient.Address,
        ["encryption_key"] = Datum.Id(recipient.EncryptionKey.Encoded),
        ["algorithm"] = Datum.Word(recipient.EncryptionKey.Algorithm),
        ["nodes"] = Datum.List(recipient.Nodes.Select(node => node.ToString())),
    };

    internal static Document Of(DepositReceiptBody body) => new()
    {
        ["letter"] = body.LetterDigest,
        ["address"] = body.Address,
        ["node"] = body.Node,
        ["time"] = Datum.Time(body.Time),
        ["kept_until"] = Datum.Time(body.KeptUntil),
    };

    internal static Document Of(Digest node, ReceivedLetter letter, string file) => new()
    {
        ["letter"] = letter.Digest,
        ["arrived_hour"] = Datum.Time(letter.ArrivedHour * HourMs),
        ["bytes"] = letter.Content.Length,
        ["node"] = node,
        ["file"] = file,
    };

    internal static Document Of(UploadedDocument uploaded, string ticket) => new()
    {
        ["address"] = uploaded.Body.Address,
        ["bytes"] = (long)uploaded.Body.Pieces * DocumentPieces.Bytes,
        ["node"] = uploaded.Body.Node,
        ["time"] = Datum.Time(uploaded.Body.Time),
        ["leased_until"] = Datum.Time(uploaded.Body.LeasedUntil),
        ["ticket"] = ticket,
    };
}
