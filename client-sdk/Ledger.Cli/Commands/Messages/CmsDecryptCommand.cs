using System.CommandLine;
using System.Security.Cryptography;
using Ledger.Cli.Client;
using Ledger.Cms;
using Ledger.Crypto.Signatures;
using FileOptions = Ledger.Cli.Client.FileOptions;

namespace Ledger.Cli.Commands.Messages;

internal sealed class CmsDecryptCommand : CliCommand
{
    private readonly Argument<string> _file = new("FILE") { Description = "The message, in DER, PEM or Base64." };
    private readonly Option<string> _out = FileOptions.Out("the content");
    private readonly Option<string?> _certificate = FileOptions.Certificate();

    internal CmsDecryptCommand(CliContext context)
        : base("decrypt", "Decrypt a message with your encryption key; one that is signed inside must verify.", "ledger cms decrypt bid.p7m --key bidder-enc.pfx --pin-file bidder.pin --out bid.pdf")
    {
        Add(_file);
        Add(_out);
        Add(_certificate);
        Does(context, (invocation, _) => Task.FromResult(Decrypt(invocation)));
    }

    private int Decrypt(Invocation invocation)
    {
        var key = FileOptions.OpenKey(invocation, _certificate);
        var recipient = new MessageRecipient(key.Certificate, key.Pair);
        var der = EncodedFile.ReadDer(invocation.Value(_file));
        var isSigned = SignedEnvelopedMessage.TryParse(der, out var signed, out _);
        CmsError error;
        var content = isSigned ? signed!.TryOpen(recipient, new SignatureVerifier(), null, out _, out error)
            : EnvelopedMessage.TryParse(der, out var message, out error) ? message.TryDecrypt(recipient, out error) : null;
        if (content is null)
        {
            throw new CliException(ExitCode.NotVerified, $"{invocation.Value(_file)}: {CmsErrors.TextOf(error)}.");
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
            ["file"] = invocation.Value(_file),
            ["out"] = invocation.Value(_out),
            ["recipient"] = key.Certificate.Subject.ToString(),
            ["signed"] = isSigned,
            ["bytes"] = content.Length,
        });
        return ExitCode.Done;
    }
}
