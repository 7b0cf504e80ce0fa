using Ledger.Node;
using Ledger.Peers;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.LyingNode;

/// <summary>What a liar tells the others, over an honest node's own connections.</summary>
internal sealed class LyingNetwork(Liar liar, PeerNetwork peers, IReadOnlyList<Digest> others) : INetwork
{
    private int _flooded;

    /// <summary>Held by whoever draws.</summary>
    internal Lock Drawing { get; } = new();

    public void Broadcast(PeerMessage message)
    {
        lock (Drawing)
        {
            message = liar.Say(message);
            foreach (var other in others)
            {
                if (liar.SayToOne(message) is { } said)
                {
                    peers.Send(other, said);
                }
            }
        }
    }

    public void Send(Digest validator, PeerMessage message)
    {
        lock (Drawing)
        {
            liar.Remember(message);
        }

        peers.Send(validator, message);
    }

    /// <summary>Says unasked what its habits are, and floods one after the other.</summary>
    internal void DoMischief(bool floods)
    {
        lock (Drawing)
        {
            foreach (var message in liar.Mischief())
            {
                peers.Broadcast(message);
            }

            foreach (var message in floods ? liar.Flood() : [])
            {
                peers.Send(others[_flooded % others.Count], message);
            }

            _flooded++;
        }
    }
}
