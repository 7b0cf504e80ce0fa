using Google.Protobuf;
using Ledger.Protocol.V1;

namespace Ledger.Simulation.Tests;

/// <summary>Carries messages between validators, or loses, delays, repeats and reorders them; partitions cut pairs off.</summary>
internal sealed class SimulatedNetwork(Simulation world)
{
    private readonly HashSet<(int From, int To)> _cut = [];

    internal void Send(int from, int to, PeerMessage message)
    {
        if (from == to || _cut.Contains((from, to)) || world.Chance(world.Faults.MessageLostPermille))
        {
            return;
        }

        // As over a wire: the receiver gets bytes of its own.
        var bytes = message.ToByteArray();
        Deliver(to, bytes);
        if (world.Chance(world.Faults.MessageRepeatedPermille))
        {
            Deliver(to, bytes);
        }
    }

    /// <summary>Cuts one group off from the others.</summary>
    internal void Partition(IReadOnlyCollection<int> group)
    {
        Heal();
        foreach (var inside in group)
        {
            foreach (var outside in Enumerable.Range(0, Simulation.NodesCount).Except(group))
            {
                _cut.Add((inside, outside));
                _cut.Add((outside, inside));
            }
        }
    }

    internal void Heal() => _cut.Clear();

    private void Deliver(int to, byte[] bytes) =>
        world.Events.After(world.Faults.MessageDelayMs(world.Random), () => world.Nodes[to].Deliver(PeerMessage.Parser.ParseFrom(bytes)));
}
