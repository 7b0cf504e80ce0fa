using Ledger.Cli.Commands.Authorities;

namespace Ledger.Cli.Commands;

internal sealed class CaCommand : CliCommand
{
    internal CaCommand(CliContext context)
        : base("ca", "Certificate authorities, and what their certificates are worth.", "ledger ca check --trust authorities signer.crt") =>
        Add(new CaCheckCommand(context));
}
