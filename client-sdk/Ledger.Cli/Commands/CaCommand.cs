using Ledger.Cli.Commands.Authorities;

namespace Ledger.Cli.Commands;

internal sealed class CaCommand : CliCommand
{
    internal CaCommand(CliContext context)
        : base(
            "ca",
            "Certificate authorities: the chain's trust list, and what their certificates are worth.",
            "ledger ca check --trust authorities signer.crt")
    {
        Add(new CaListCommand(context));
        Add(new CaRecogniseCommand(context));
        Add(new CaProposeCommand(context));
        Add(new CaImportCommand(context));
        Add(new CaCheckCommand(context));
    }
}
