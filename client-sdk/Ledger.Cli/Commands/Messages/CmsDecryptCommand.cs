using System.CommandLine;
using System.Security.Cryptography;
using Ledger.Certificates.Extensions;
using Ledger.Certificates.Files;
using Ledger.Cli.Client;
using Ledger.Cms;
using Ledger.Cms.Encryption;
using Ledger.Crypto.Signatures;
using FileOptions = Ledger.Cli.Client.FileOptions;

namespace Ledger.Cli.Commands.Messages;

internal sealed class CmsDecryptCommand : CliCommand
{
    private readonly Argument<string> _file = new("FILE") { Description = "The message, in DER, PEM or Base64." };
    private readonly Option<string> _out = FileOptions.Out("the content");
    private readonly Option<string?> _certificate = FileOptions.Certificate();

    internal CmsDecryptCommand(CliContext context)
        : base(
            "decrypt",
            "Decrypt a message with your encryption key; one that is signed inside must verify.",
            "ledger cms decrypt bid.p7m --key bidder-enc.pfx --pin-file bidder.pin --out bid.pdf")
    {
        Add(_file);
        Add(_out);
        Add(_certificate);
        Does(context, (invocation, _) => Task.FromResult(Decrypt(invocation)));
    }

    private int Decrypt(Invocation invocation)
    {
        var key = FileOptions.OpenKey(invocation, _certificate, KeyUsages.Encryption);
        var recipient = new MessageRecipient(key.Certificate, key.Pair);
        var path = invocation.Value(_file);
        var file = UnwrappedFile.Read(EncodedFile.ReadAll(path));
        var der = file.First;
        var isSigned = SignedEnvelopedMessage.TryParse(der, out var signed, out _);
        CmsError error;
        EnvelopedMessage? message = null;
        IReadOnlyList<SignerVerdict> signers = [];
        var content = isSigned ? signed!.TryOpen(recipient, new SignatureVerifier(), null, out signers, out error)
            : EnvelopedMessage.TryParse(der, out message, out error) ? message.TryDecrypt(recipient, out error) : null;
        if (content is null)
        {
            var why = WhyNot(error, file, path, isSigned ? signed!.Recipients : message?.Recipients, recipient, signers);
            throw CliException.NotVerified($"{path}: {why}.", $"{path} 无法解密：{why}。");
        }

        try
        {
            EncodedFile.WriteNewSecret(invocation.Value(_out), content);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(content);
        }

        invocation.Report.Show(("decrypted", "已解密"), new Document
        {
            ["file"] = path,
            ["out"] = invocation.Value(_out),
            ["recipient"] = Names.Show(invocation.Context, key.Certificate.Subject),
            ["signed"] = isSigned,
            ["bytes"] = content.Length,
        });
        return ExitCode.Done;
    }

    private static string WhyNot(
        CmsError error, UnwrappedFile file, string path, IReadOnlyList<MessageRecipientInfo>? recipients, MessageRecipient recipient,
        IReadOnlyList<SignerVerdict> signers)
    {
        if (recipients is null)
        {
            return CmsErrors.TextOf(error, file, path);
        }

        return error == CmsError.CiphertextForm && recipients.FirstOrDefault(one => one.Reference.Names(recipient.Certificate)) is { } own
            ? $"{CmsErrors.TextOf(error)}: {Sm2CiphertextForms.WhyNot(own.EncryptedKey)}"
            : signers.FirstOrDefault(one => !one.IsValid) is { } signer ? CmsErrors.TextOf(signer) : CmsErrors.TextOf(error);
    }
}
