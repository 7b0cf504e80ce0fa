using Ledger.Protocol.V1;

namespace Ledger.Client;

/// <summary>How events are followed.</summary>
public sealed record SubscribeOptions
{
    /// <summary>
    /// Whether each event is held against the proven receipt of its transaction, one look-up a transaction. That no event is withheld is
    /// the node's word in any case; an auditor reads whole blocks.
    /// </summary>
    public bool Verify { get; init; } = true;

    /// <summary>
    /// Which events are wanted; null for all. The others are passed over without being proven, so that who follows one subject does not
    /// prove the whole chain. It is asked before the proof, about whatever the node sent.
    /// </summary>
    public Func<EventRecord, bool>? Only { get; init; }

    /// <summary>
    /// After how long a silence the node is to say that the stream is alive, 1 s to 60 s; zero asks for nothing. A node that has begun to
    /// and is silent for three times as long is asked anew: the connection is dead, or something between stopped passing on.
    /// </summary>
    public TimeSpan Heartbeat { get; init; } = TimeSpan.FromSeconds(10);
}
