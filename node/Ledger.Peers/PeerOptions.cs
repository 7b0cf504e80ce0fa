using System.Net;
using System.Security.Cryptography.X509Certificates;
using Ledger.Crypto.Keys;
using Ledger.Protocol;

namespace Ledger.Peers;

/// <summary>Another node of the chain, as this node's configuration names it.</summary>
/// <param name="Name">Its name for people.</param>
/// <param name="Id">Its validator id.</param>
/// <param name="Address">Where its port for nodes is: <c>https://host:7500</c>.</param>
/// <param name="Pins">Its TLS key, and while it is changed the next one too.</param>
public sealed record Peer(string Name, Digest Id, Uri Address, IReadOnlyList<TlsPin> Pins);

/// <summary>How a node talks to the others.</summary>
public sealed record PeerOptions
{
    /// <summary>The address to listen on for nodes.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>The port for nodes; 0 takes any free one.</summary>
    public int Port { get; init; }

    /// <summary>This node's TLS certificate with its key. Its key alone counts, not who issued it nor its dates.</summary>
    public required X509Certificate2 Certificate { get; init; }

    /// <summary>The others.</summary>
    public required IReadOnlyList<Peer> Peers { get; init; }

    /// <summary>Most messages that wait to be sent to one peer; the oldest are dropped, for they are said again.</summary>
    public int QueueMax { get; init; } = 1_024;

    /// <summary>Longest message of a peer, in bytes: a certificate of as many validators as a chain may have fits.</summary>
    public int MessageBytesMax { get; init; } = 64 * 1024;

    /// <summary>Most messages that are taken of one peer in a second; it waits for the next. An honest one sends a vote a block.</summary>
    public int MessagesPerSecondMax { get; init; } = 2_000;

    /// <summary>Longest wait for a connection, and for a TLS handshake, in milliseconds.</summary>
    public int ConnectMs { get; init; } = 2_000;

    /// <summary>Longest wait for a run of final blocks, in milliseconds.</summary>
    public int RunMs { get; init; } = 20_000;

    /// <summary>Most questions for parts of snapshots that are answered at a time; others wait.</summary>
    public int SnapshotsServedMax { get; init; } = 2;

    /// <summary>After this long a broken stream is made again, in milliseconds; it doubles up to thirty-two times of it.</summary>
    public int PauseMs { get; init; } = 50;

    /// <summary>So long a peer whose blocks were not what is final is not asked for any, in milliseconds.</summary>
    public int LiarMs { get; init; } = 600_000;
}
