using System.Diagnostics.Metrics;

namespace Ledger.Peers;

/// <summary>What a node counts of the others.</summary>
internal static class PeerMetrics
{
    private static readonly Meter Meter = new("Ledger.Peers");
    private static readonly Counter<long> Lies = Meter.CreateCounter<long>(
        "ledger.peers.lies", "{answer}", "Runs of blocks that were not final, by peer");
    private static readonly Counter<long> Slowed = Meter.CreateCounter<long>(
        "ledger.peers.slowed", "{pause}", "Pauses of peers that said more than a node listens to, by peer");
    private static readonly Counter<long> Strangers = Meter.CreateCounter<long>(
        "ledger.peers.strangers", "{connection}", "Connections refused, since no peer has the key");

    internal static void CountLie(string peer) => Lies.Add(1, new KeyValuePair<string, object?>("peer", peer));

    internal static void CountSlowed(string peer) => Slowed.Add(1, new KeyValuePair<string, object?>("peer", peer));

    internal static void CountStranger() => Strangers.Add(1);
}
