using System.CommandLine;
using Ledger.Cli.Client;
using Ledger.Cms;
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
        var options = new SignedMessageOptions { Detached = invocation.Value(_detached), SignedAttributes = !invocation.Value(_bare) };
        var (message, isGuomi) = MessageSigning.Sign(
            invocation, key, EncodedFile.ReadAll(invocation.Value(_file)), options, invocation.Value(_international));
        EncodedFile.WriteNew(invocation.Value(_out), message);
        invocation.Report.Show(("signed", "已签名"), new Document
        {
            ["file"] = invocation.Value(_file),
            ["out"] = invocation.Value(_out),
            ["type"] = isGuomi ? "GM/T 0010" : "RFC 5652",
            ["detached"] = options.Detached,
            ["signer"] = Names.Show(invocation.Context, key.Certificate.Subject),
            ["bytes"] = message.Length,
        });
        return ExitCode.Done;
    }
}
