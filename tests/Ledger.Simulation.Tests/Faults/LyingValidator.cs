using Ledger.Node;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Simulation.Tests;

/// <summary>
/// The Byzantine validator. It runs an honest core, so that it knows as much as it can, and lies in what leaves it: votes on their way out,
/// and mischief of its own now and then.
/// </summary>
internal sealed class LyingValidator(Simulation world, int index) : INetwork
{
    private readonly LyingProposer _proposer = new(world, index);
    private readonly Liar _liar = new(new SimulatedLiarsWorld(world, index), world.Faults.Habits, world.Random);

    internal void Start()
    {
        world.Trace.Add($"n{index} lies: {world.Faults.Habits}");
        world.Events.After(world.Random.Between(100, 1_000), Mischief);
    }

    public void Broadcast(PeerMessage message)
    {
        message = _liar.Say(message);
        for (var to = 0; to < Simulation.NodesCount; to++)
        {
            if (_liar.SayToOne(message) is { } said)
            {
                world.Network.Send(index, to, said);
            }
        }
    }

    public void Send(Digest validator, PeerMessage message)
    {
        _liar.Remember(message);
        if (world.Consortium.IndexOf(validator) is { } to)
        {
            world.Network.Send(index, to, message);
        }
    }

    private void Mischief()
    {
        world.Events.After(world.Random.Between(200, 2_000), Mischief);
        foreach (var message in _liar.Mischief())
        {
            for (var to = 0; to < Simulation.NodesCount; to++)
            {
                world.Network.Send(index, to, message);
            }
        }

        if (world.Faults.Habits.HasFlag(LiarHabits.Flood))
        {
            var flooded = world.Random.Below(Simulation.NodesCount);
            foreach (var message in _liar.Flood())
            {
                world.Network.Send(index, flooded, message);
            }
        }

        if (world.Faults.Habits.HasFlag(LiarHabits.BadBatches))
        {
            _proposer.Propose();
        }
    }
}
