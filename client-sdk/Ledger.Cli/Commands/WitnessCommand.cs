using Ledger.Cli.Commands.Witnesses;

namespace Ledger.Cli.Commands;

internal sealed class WitnessCommand : CliCommand
{
    internal WitnessCommand(CliContext context)
        : base(
            "witness",
            "Eyes from outside: publish a chain's history as a transparency log, cosign what continues what you saw before, and check " +
            "the proof of a fork.",
            "ledger witness cosign https://log.example/chain --witness-key w1.key --memory w1.memory --to w1.note")
    {
        Add(new WitnessKeyCommand(context));
        Add(new WitnessPublishCommand(context));
        Add(new WitnessCosignCommand(context));
        Add(new WitnessPushCommand(context));
        Add(new WitnessForkCommand(context));
    }
}
