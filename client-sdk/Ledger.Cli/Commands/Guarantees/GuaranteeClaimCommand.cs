using System.CommandLine;
using Google.Protobuf;
using Ledger.Cli.Output;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Cli.Commands.Guarantees;

internal sealed class GuaranteeClaimCommand : CliCommand
{
    private static readonly Argument<string> Id = new("ID") { Description = "The guarantee's id, 32 hexadecimal digits." };
    private static readonly Option<long> Amount = new("--amount-fen") { Description = "What is claimed, in fen.", HelpName = "FEN", Required = true };
    private static readonly Option<ClaimReason> Reason = new("--reason")
    {
        Description = "BidRevoked, ContractRefused, ConditionsAdded, NoPerformanceBond or TenderDocument.",
        HelpName = "REASON",
        Required = true,
    };

    private static readonly Option<string> Evidence = new("--evidence-digest") { Description = "Digest of the evidence, 64 hexadecimal digits.", HelpName = "HEX", Required = true };

    internal GuaranteeClaimCommand(CliContext context)
        : base("claim", "Claim under a guarantee as its beneficiary.", "ledger guarantee claim 9c1f0a7be4d2438895a1c3e0f7b2d604 --amount-fen 80000000 --reason ContractRefused --evidence-digest 5feceb…d9 --key tenderer.key")
    {
        Add(Id);
        Add(Amount);
        Add(Reason);
        Add(Evidence);
        Does(context, async (invocation, cancellationToken) =>
        {
            var evidence = Digest.TryParse(invocation.Value(Evidence), out var digest) ? digest : throw CliException.Usage("--evidence-digest must have 64 hexadecimal digits.");
            var claim = new ClaimGuarantee
            {
                GuaranteeId = GuaranteeReading.Id(invocation.Value(Id)),
                AmountFen = invocation.Value(Amount),
                Reason = invocation.Value(Reason),
                EvidenceDigest = ByteString.CopyFrom(evidence.ToArray()),
            };
            var client = await invocation.OpenSignerAsync(cancellationToken);
            var result = await client.SubmitAsync(new Call { Guarantee = new GuaranteeCall { Claim = claim } }, cancellationToken: cancellationToken);
            return Outcome.Show(invocation, "guarantee claim", result);
        });
    }
}
