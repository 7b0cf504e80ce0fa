using System.CommandLine;
using Ledger.Cli.Client;
using Ledger.Cms;
using Ledger.Crypto;
using FileOptions = Ledger.Cli.Client.FileOptions;

namespace Ledger.Cli.Commands.Messages;

internal sealed class CmsSignCommand : CliCommand
{
    private readonly Argument<string> _file = new("FILE") { Description = "What to sign." };
    private readonly Option<string> _out = FileOptions.Out("the message");
    private readonly Option<string?> _certificate = FileOptions.Certificate();
    private readonly Option<bool> _detached = new("--detached") { Description = "Leave the content out of the message." };
    private readonly Option<bool> _bare = new("--no-attributes")
    {
        Description = "Sign the content itself, not attributes with its digest and the time.",
    };
    private readonly Option<bool> _international = new("--international")
    {
        Description = "RFC 5652's identifiers instead of GM/T 0010's; always so for keys other than SM2.",
    };

    internal CmsSignCommand(CliContext context)
        : base("sign", "Sign a file.", "ledger cms sign bid.pdf --key bidder.pfx --pin-file bidder.pin --detached --out bid.p7s")
    {
        Add(_file);
        Add(_out);
        Add(_certificate);
        Add(_detached);
        Add(_bare);
        Add(_international);
        Does(context, (invocation, _) => Task.FromResult(Sign(invocation)));
    }

    private int Sign(Invocation invocation)
    {
        var key = FileOptions.OpenKey(invocation, _certificate);
        var options = new SignedMessageOptions
        {
            Guomi = key.Pair.Algorithm == SignatureAlgorithm.Sm2Sm3 && !invocation.Value(_international),
            Detached = invocation.Value(_detached),
            SignedAttributes = !invocation.Value(_bare),
            SigningTimeMs = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds(),
            Certificates = key.Others,
        };
        var message = SignedMessageWriter.TrySign(
            EncodedFile.ReadAll(invocation.Value(_file)), [key.Signer(invocation)], options, out var error)
            ?? throw CliException.Usage(
                $"It cannot be signed: {CmsErrors.TextOf(error)}.",
                $"无法签名：{CmsErrors.TextOf(error)}。");
        EncodedFile.WriteNew(invocation.Value(_out), message);
        invocation.Report.Show(("signed", "已签名"), new Document
        {
            ["file"] = invocation.Value(_file),
            ["out"] = invocation.Value(_out),
            ["type"] = options.Guomi ? "GM/T 0010" : "RFC 5652",
            ["detached"] = options.Detached,
            ["signer"] = Names.Show(invocation.Context, key.Certificate.Subject),
            ["bytes"] = message.Length,
        });
        return ExitCode.Done;
    }
}
