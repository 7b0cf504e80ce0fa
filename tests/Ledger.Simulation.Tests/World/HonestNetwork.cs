using Ledger.Node;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Simulation.Tests;

/// <summary>An honest validator's way to the others, watched by the referee.</summary>
internal sealed class HonestNetwork(Simulation world, int from) : INetwork
{
    public void Broadcast(PeerMessage message)
    {
        for (var to = 0; to < Simulation.NodesCount; to++)
        {
            SendTo(to, message);
        }
    }

    public void Send(Digest validator, PeerMessage message)
    {
        if (world.Consortium.IndexOf(validator) is { } to)
        {
            SendTo(to, message);
        }
    }

    private void SendTo(int to, PeerMessage message)
    {
        if (message.Vote is { } vote)
        {
            world.Referee.OnVoteSent(from, vote);
        }

        world.Network.Send(from, to, message);
    }
}
