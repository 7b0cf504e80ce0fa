using Ledger.Ordering;

namespace Ledger.Simulation.Tests;

/// <summary>Puts batches into the order that no honest proposer makes.</summary>
internal sealed class LyingProposer(Simulation world, int index)
{
    private readonly LyingBatches _batches = new(new SimulatedLiarsWorld(world, index), IOrderer.BatchBytesMax, world.Random);

    internal void Propose()
    {
        if (world.Orderer.Forks && world.Random.Chance(50) && _batches.Twin() is var (last, twin))
        {
            world.Orderer.Append(last, twin);
        }

        var sequence = world.Orderer.Last + 1;
        var ordered = _batches.Next(sequence);
        if (ordered.Length <= IOrderer.BatchBytesMax)
        {
            var result = world.Orderer.Append(sequence, ordered);
            world.Trace.Add($"n{index} slips {ordered.Length} bytes in: {result?.ToString() ?? "no answer"}");
        }
    }
}
