using Ledger.Node;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Host.Consortium;

/// <summary>Connects the validators of one process. Messages are handed over as they are; the receivers only read them.</summary>
internal sealed class InProcessNetwork
{
    private readonly Dictionary<Digest, NodeRunner> _nodes = [];

    /// <summary>Makes a node reachable. All are added before any starts.</summary>
    internal void Add(Digest id, NodeRunner node) => _nodes.Add(id, node);

    /// <summary>The network as one node sees it.</summary>
    internal INetwork From(Digest sender) => new Port(this, sender);

    private sealed class Port(InProcessNetwork network, Digest sender) : INetwork
    {
        public void Broadcast(PeerMessage message)
        {
            foreach (var (id, node) in network._nodes)
            {
                if (id != sender)
                {
                    node.Deliver(message);
                }
            }
        }

        public void Send(Digest validator, PeerMessage message)
        {
            if (network._nodes.TryGetValue(validator, out var node))
            {
                node.Deliver(message);
            }
        }
    }
}
