using Ledger.Cli.Commands.Seals;

namespace Ledger.Cli.Commands;

internal sealed class SealCommand : CliCommand
{
    internal SealCommand(CliContext context)
        : base(
            "seal",
            "Electronic seals (电子印章) of GB/T 38540: make, put on PDF, verify in OFD and PDF.",
            "ledger seal verify contract.pdf bid.ofd")
    {
        Add(new SealMakeCommand(context));
        Add(new SealPutCommand(context));
        Add(new SealVerifyCommand(context));
    }
}
