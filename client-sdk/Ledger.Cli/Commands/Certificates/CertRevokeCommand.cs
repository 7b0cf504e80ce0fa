using System.CommandLine;
using Ledger.Cli.Previews;
using Ledger.Client.CaTrust;

namespace Ledger.Cli.Commands.Certificates;

internal sealed class CertRevokeCommand : CliCommand
{
    private const string ExampleId = "74a1c05f9e3b2d8806f1c47ab95e20d374a1c05f9e3b2d8806f1c47ab95e20d3";

    private static readonly Argument<string> Id = new("ID")
    {
        Description = "The certificate's id, as `cert register` and `cert list` show it, or its file.",
    };
    private static readonly Option<string> Reason = new("--reason") { Description = "Why, in words.", HelpName = "TEXT", Required = true };

    internal CertRevokeCommand(CliContext context)
        : base(
            "revoke",
            "Revoke a registered certificate from now on, for good: as its subject, its CA, a trading centre or a regulator.",
            $"ledger cert revoke {ExampleId} --reason lost --key bidder.key")
    {
        Add(Id);
        Add(Reason);
        DoesForGood(context, (invocation, cancellationToken) =>
        {
            var id = CertificateSource.IdOf(invocation, invocation.Value(Id));
            var added = new Document { ["certificate"] = Datum.NextId(id.ToArray()) };
            return FinalAct.SendAsync(
                invocation, CertificateCalls.Revoke(id, invocation.Value(Reason)), ("certificate", "证书"), cancellationToken, added);
        });
    }
}
