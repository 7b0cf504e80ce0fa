using System.Text.Json.Nodes;
using Ledger.Cli.Output;
using Ledger.Client.Documents;
using Ledger.Client.Mailbox;
using Ledger.Protocol;
using Ledger.Protocol.Mail;

namespace Ledger.Cli.Commands.Mail;

/// <summary>The JSON documents of cards, receipts and letters.</summary>
internal static class MailDocuments
{
    private const long HourMs = 60 * 60 * 1000;

    internal static JsonObject Of(MailboxRecipient recipient) => new()
    {
        ["address"] = recipient.Address.ToString(),
        ["encryption_key"] = Convert.ToHexStringLower(recipient.EncryptionKey.Encoded),
        ["algorithm"] = recipient.EncryptionKey.Algorithm.ToString(),
        ["nodes"] = new JsonArray([.. recipient.Nodes.Select(node => (JsonNode)node.ToString())]),
    };

    internal static JsonObject Of(DepositReceiptBody body) => new()
    {
        ["letter"] = body.LetterDigest.ToString(),
        ["address"] = body.Address.ToString(),
        ["node"] = body.Node.ToString(),
        ["time"] = Documents.Time(body.Time),
        ["kept_until"] = Documents.Time(body.KeptUntil),
    };

    internal static JsonObject Of(Digest node, ReceivedLetter letter, string file) => new()
    {
        ["letter"] = letter.Digest.ToString(),
        ["arrived_hour"] = Documents.Time(letter.ArrivedHour * HourMs),
        ["bytes"] = letter.Content.Length,
        ["node"] = node.ToString(),
        ["file"] = file,
    };

    internal static JsonObject Of(UploadedDocument uploaded, string ticket) => new()
    {
        ["address"] = uploaded.Body.Address.ToString(),
        ["bytes"] = (long)uploaded.Body.Pieces * DocumentPieces.Bytes,
        ["node"] = uploaded.Body.Node.ToString(),
        ["time"] = Documents.Time(uploaded.Body.Time),
        ["leased_until"] = Documents.Time(uploaded.Body.LeasedUntil),
        ["ticket"] = ticket,
    };
}
