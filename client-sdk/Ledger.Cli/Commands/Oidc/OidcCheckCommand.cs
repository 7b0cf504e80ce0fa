using Ledger.Oidc.Configuration;

namespace Ledger.Cli.Commands.Oidc;

internal sealed class OidcCheckCommand : CliCommand
{
    internal OidcCheckCommand(CliContext context)
        : base(
            "check", "Read a provider's configuration, and say everything that is wrong with it; nothing is started.",
            "ledger oidc check oidc.json")
    {
        Add(OidcFile.Argument);
        Does(context, (invocation, _) =>
        {
            var configuration = OidcFile.Read(invocation);
            invocation.Report.Show(
                ("login provider", "登录服务"),
                new Document
                {
                    ["origin"] = configuration.Origin,
                    ["address"] = configuration.Listen.ToString(),
                    ["signing_keys"] = Datum.List(
                        OidcFile.KeysOf(configuration).SigningKeys().Select(key => new Document
                        {
                            ["file"] = key.Path,
                            ["signs_from"] = Datum.Time(key.From.ToUnixTimeMilliseconds()),
                        })),
                    ["clients"] = Datum.List(configuration.Clients.Select(Of)),
                });
            return Task.FromResult(ExitCode.Done);
        });
    }

    private static Document Of(OidcClient client) => new()
    {
        ["client_id"] = client.Id,
        ["name"] = client.Name,
        ["scopes"] = string.Join(' ', client.Scopes),
        ["redirect_uris"] = Datum.List(client.RedirectUris),
    };
}
