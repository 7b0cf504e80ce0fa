using System.CommandLine;
using Ledger.Cli.Output;
using Ledger.Protocol.V1;

namespace Ledger.Cli.Commands.Guarantees;

internal sealed class GuaranteeReleaseCommand : CliCommand
{
    private static readonly Argument<string> Id = new("ID") { Description = "The guarantee's id, 32 hexadecimal digits." };
    private static readonly Option<ReleaseReason> Reason = new("--reason")
    {
        Description = "NotAwarded, ContractSigned, Terminated or WithdrawnByDecryptionFailure.",
        HelpName = "REASON",
        Required = true,
    };

    internal GuaranteeReleaseCommand(CliContext context)
        : base("release", "Release a guarantee as its beneficiary.", "ledger guarantee release 9c1f0a7be4d2438895a1c3e0f7b2d604 --reason NotAwarded --key tenderer.key")
    {
        Add(Id);
        Add(Reason);
        Does(context, async (invocation, cancellationToken) =>
        {
            var release = new ReleaseGuarantee { GuaranteeId = GuaranteeReading.Id(invocation.Value(Id)), Reason = invocation.Value(Reason) };
            var client = await invocation.OpenSignerAsync(cancellationToken);
            var result = await client.SubmitAsync(new Call { Guarantee = new GuaranteeCall { Release = release } }, cancellationToken: cancellationToken);
            return Outcome.Show(invocation, "guarantee release", result);
        });
    }
}
