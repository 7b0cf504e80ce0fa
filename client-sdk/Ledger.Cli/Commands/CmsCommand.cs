using Ledger.Cli.Commands.Messages;

namespace Ledger.Cli.Commands;

internal sealed class CmsCommand : CliCommand
{
    internal CmsCommand(CliContext context)
        : base("cms", "Signed and encrypted messages of GM/T 0010 and RFC 5652.", "ledger cms verify message.p7m")
    {
        Add(new CmsSignCommand(context));
        Add(new CmsVerifyCommand(context));
        Add(new CmsEncryptCommand(context));
        Add(new CmsDecryptCommand(context));
    }
}
