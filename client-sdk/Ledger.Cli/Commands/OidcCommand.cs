using Ledger.Cli.Commands.Oidc;

namespace Ledger.Cli.Commands;

internal sealed class OidcCommand : CliCommand
{
    internal OidcCommand(CliContext context)
        : base(
            "oidc",
            "One login everywhere (账户通): the centre's web applications log their users in with an ordinary OpenID Connect library.",
            "ledger oidc check oidc.json")
    {
        Add(new OidcCheckCommand(context));
        Add(new OidcSecretCommand(context));
        Add(new OidcKeyCommand(context));
        Add(new OidcServeCommand(context));
    }
}
