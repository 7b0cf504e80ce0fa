using Ledger.Cli.Commands.Certificates;

namespace Ledger.Cli.Commands;

internal sealed class CertCommand : CliCommand
{
    internal CertCommand(CliContext context)
        : base(
            "cert",
            "Subjects' certificates: ask for one, show possession, register on the chain, list, replace, revoke, check at any time.",
            "ledger cert check bidder.crt --usage sign --region 440400")
    {
        Add(new CertRequestCommand(context));
        Add(new CertPossessionCommand(context));
        Add(new CertRegisterCommand(context));
        Add(new CertReplaceCommand(context));
        Add(new CertRevokeCommand(context));
        Add(new CertListCommand(context));
        Add(new CertCheckCommand(context));
    }
}
