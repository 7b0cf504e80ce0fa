using System.CommandLine;
using Ledger.Cli.Client;
using Ledger.Cms;
using Ledger.Cms.Encryption;
using FileOptions = Ledger.Cli.Client.FileOptions;

namespace Ledger.Cli.Commands.Messages;

internal sealed class CmsEncryptCommand : CliCommand
{
    private readonly Argument<string> _file = new("FILE") { Description = "What to encrypt." };
    private readonly Option<string[]> _to = new("--to")
    {
        Description = "An encryption certificate, SM2 or RSA; several may be given.",
        HelpName = "CERTIFICATE",
        Required = true,
        AllowMultipleArgumentsPerToken = true,
    };
    private readonly Option<string> _out = FileOptions.Out("the message");
    private readonly Option<string> _cipher = new Option<string>("--cipher")
    {
        Description = "sm4-cbc, sm4-gcm, aes-256-cbc or aes-256-gcm.",
        DefaultValueFactory = _ => "sm4-cbc",
    }
        .AcceptOnlyFromAmong("sm4-cbc", "sm4-gcm", "aes-256-cbc", "aes-256-gcm");
    private readonly Option<bool> _international = new("--international")
    {
        Description = "RFC 5652's identifiers instead of GM/T 0010's.",
    };

    internal CmsEncryptCommand(CliContext context)
        : base("encrypt", "Encrypt a file to certificates.", "ledger cms encrypt bid.pdf --to bidder-enc.crt --out bid.p7m")
    {
        Add(_file);
        Add(_to);
        Add(_out);
        Add(_cipher);
        Add(_international);
        Does(context, (invocation, _) => Task.FromResult(Encrypt(invocation)));
    }

    private int Encrypt(Invocation invocation)
    {
        var recipients = invocation.Value(_to).Select(EncodedFile.ReadCertificate).ToList();
        var options = new EnvelopedMessageOptions
        {
            Cipher = CipherOf(invocation.Value(_cipher)),
            Guomi = !invocation.Value(_international),
        };
        var message = EnvelopedMessageWriter.TryEncrypt(EncodedFile.ReadAll(invocation.Value(_file)), recipients, options, out var error)
            ?? throw CliException.Usage(
                $"It cannot be encrypted: {CmsErrors.TextOf(error)}.",
                $"无法加密：{CmsErrors.TextOf(error)}。");
        EncodedFile.WriteNew(invocation.Value(_out), message);
        invocation.Report.Show(("encrypted", "已加密"), new Document
        {
            ["file"] = invocation.Value(_file),
            ["out"] = invocation.Value(_out),
            ["cipher"] = invocation.Value(_cipher),
            ["recipients"] = Datum.List(recipients.Select(one => Names.Show(invocation.Context, one.Subject))),
            ["bytes"] = message.Length,
        });
        return ExitCode.Done;
    }

    private static ContentCipher CipherOf(string name) => name switch
    {
        "sm4-cbc" => ContentCipher.Sm4Cbc,
        "sm4-gcm" => ContentCipher.Sm4Gcm,
        "aes-256-cbc" => ContentCipher.Aes256Cbc,
        _ => ContentCipher.Aes256Gcm,
    };
}
