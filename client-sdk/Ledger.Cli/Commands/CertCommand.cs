using Ledger.Cli.Commands.Certificates;

namespace Ledger.Cli.Commands;

internal sealed class CertCommand : CliCommand
{
    internal CertCommand(CliContext context)
        : base(
            "cert",
            "Subjects' certificates on the chain: register, replace, revoke, check at any time.",
            "ledger cert check bidder.crt --usage sign --region 440400")
    {
        Add(new CertRegisterCommand(context));
        Add(new CertReplaceCommand(context));
        Add(new CertRevokeCommand(context));
        Add(new CertCheckCommand(context));
    }
}
