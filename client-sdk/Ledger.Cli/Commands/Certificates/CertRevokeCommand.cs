using System.CommandLine;
using Ledger.Client.CaTrust;

namespace Ledger.Cli.Commands.Certificates;

internal sealed class CertRevokeCommand : CliCommand
{
    private const string ExampleId = "74a1c05f9e3b2d8806f1c47ab95e20d374a1c05f9e3b2d8806f1c47ab95e20d3";

    private static readonly Argument<string> Id = new("ID") { Description = "The certificate's id, 64 hexadecimal digits." };
    private static readonly Option<string> Reason = new("--reason") { Description = "Why, in words.", HelpName = "TEXT", Required = true };

    internal CertRevokeCommand(CliContext context)
        : base(
            "revoke",
            "Revoke a registered certificate from now on, for good: as its subject, its CA, a trading centre or a regulator.",
            $"ledger cert revoke {ExampleId} --reason lost --key bidder.key")
    {
        Add(Id);
        Add(Reason);
        Does(context, async (invocation, cancellationToken) =>
        {
            var call = CertificateCalls.Revoke(CertificateSource.Id(invocation.Value(Id)), invocation.Value(Reason));
            var client = await invocation.OpenSignerAsync(cancellationToken);
            return Outcome.Show(invocation, ("certificate", "证书"), await client.SubmitAsync(call, cancellationToken: cancellationToken));
        });
    }
}
