using System.CommandLine;

namespace Ledger.Cli.Commands.Exchange;

internal sealed class ExchangeCheckCommand : CliCommand
{
    private static readonly Argument<string> Document = new("FILE") { Description = "A document of the exchange." };

    internal ExchangeCheckCommand(CliContext context)
        : base(
            "check",
            "Every fault and warning of a document, offline. Ends with 0 where it has no fault.",
            "ledger exchange check section.json --json")
    {
        Add(Document);
        Does(context, async (invocation, cancellationToken) =>
        {
            var path = invocation.Value(Document);
            var reading = await ExchangeInput.ReadAsync(path, cancellationToken);
            ExchangeInput.Show(invocation, path, reading, reading.Findings);
            return reading.IsValid ? ExitCode.Done : ExitCode.Usage;
        });
    }
}
