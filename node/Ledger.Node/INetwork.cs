using Ledger.Protocol.V1;

namespace Ledger.Node;

/// <summary>
/// How a validator reaches the others. Messages may be lost, late, repeated or out of order: everything that matters is said again.
/// </summary>
public interface INetwork
{
    /// <summary>Sends to all others. Never waits.</summary>
    void Broadcast(PeerMessage message);

    /// <summary>Sends to one validator, by its id. Never waits.</summary>
    void Send(Protocol.Digest validator, PeerMessage message);
}
