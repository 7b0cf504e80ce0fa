using System.Buffers.Text;
using System.CommandLine;
using System.Security.Cryptography;
using System.Text;
using Ledger.Cli.Client;

namespace Ledger.Cli.Commands.Oidc;

internal sealed class OidcSecretCommand : CliCommand
{
    private const int SecretBytes = 32;

    private readonly Option<string> _out = new("--out")
    {
        Description = "The new secret file, for the application alone.",
        HelpName = "FILE",
        Required = true,
    };

    internal OidcSecretCommand(CliContext context)
        : base(
            "secret", "Make an application's secret, and say the digest of it that the configuration has.",
            "ledger oidc secret --out bidding.secret")
    {
        Add(_out);
        Does(context, (invocation, _) =>
        {
            var secret = Encoding.ASCII.GetBytes(Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes)));
            EncodedFile.WriteNewSecret(invocation.Value(_out), secret);
            invocation.Report.Show(
                ("application's secret", "应用密钥"),
                new Document
                {
                    ["file"] = invocation.Value(_out),
                    ["secret_sha256"] = Convert.ToHexStringLower(SHA256.HashData(secret)),
                });
            return Task.FromResult(ExitCode.Done);
        });
    }
}
