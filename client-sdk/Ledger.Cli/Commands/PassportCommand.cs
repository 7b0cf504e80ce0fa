using Ledger.Cli.Commands.Passports;

namespace Ledger.Cli.Commands;

internal sealed class PassportCommand : CliCommand
{
    internal PassportCommand(CliContext context)
        : base(
            "passport",
            "Passports: one file that proves a record of the chain and its signatures, with no node.",
            "ledger passport verify guarantee.ldgp --genesis genesis.json")
    {
        Add(new PassportExportCommand(context));
        Add(new PassportRequestCommand(context));
        Add(new PassportPresentCommand(context));
        Add(new PassportSdJwtCommand(context));
        Add(new PassportVerifyCommand(context));
    }
}
