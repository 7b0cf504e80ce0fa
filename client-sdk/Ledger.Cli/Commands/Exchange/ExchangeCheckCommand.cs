using System.CommandLine;
using Google.Protobuf;
using Ledger.Client.Guarantees;
using Ledger.Crypto.Keys;
using Ledger.Exchange;
using Ledger.Preflight;
using Ledger.Protocol.V1;

namespace Ledger.Cli.Commands.Exchange;

internal sealed class ExchangeCheckCommand : CliCommand
{
    private static readonly Argument<string> Document = new("FILE") { Description = "A document of the exchange." };
    private static readonly Option<bool> OnChain = new("--on-chain")
    {
        Description = "Hold it against the chain too, as if you submitted it with your key: what is doubtful, what would be refused.",
    };

    internal ExchangeCheckCommand(CliContext context)
        : base(
            "check",
            "Every fault and warning of a document, offline or beside the chain; nothing is sent. Ends with 0 where it has no fault, " +
            "with 1 where the chain would refuse it.",
            "ledger exchange check section.json --json")
    {
        Add(Document);
        Add(OnChain);
        Does(context, async (invocation, cancellationToken) =>
        {
            var path = invocation.Value(Document);
            var reading = await ExchangeInput.ReadAsync(path, cancellationToken);
            Call? call = null;
            ExchangeFinding? why = null;
            if (invocation.Value(OnChain) && reading.Document is { } document)
            {
                why = ExchangeCalls.Find(document, out call);
            }

            ExchangeInput.Show(invocation, path, reading, why is null ? reading.Findings : [.. reading.Findings, why]);
            if (call is not null)
            {
                await JudgeAsync(invocation, call, cancellationToken);
            }

            return reading.IsValid && why is null ? ExitCode.Done : ExitCode.Usage;
        });
    }

    private static async Task JudgeAsync(Invocation invocation, Call call, CancellationToken cancellationToken)
    {
        if (call.Tender?.AnnounceSection is { OpeningKey.IsEmpty: true } announcement)
        {
            // It gets a key of its own when it is submitted; any stands for it here.
            using var key = KeyPair.Generate(OpeningKeys.AlgorithmOf(invocation.Genesis.Suite));
            announcement.OpeningKey = ByteString.CopyFrom(key.PublicKey.Encoded);
        }

        var client = await invocation.OpenSignerAsync(cancellationToken);
        var report = await client.PreflightAsync([call], cancellationToken: cancellationToken);
        invocation.Warnings.Say(report.Judgement.Warnings);
        report.EnsureNotRefused();
    }
}
