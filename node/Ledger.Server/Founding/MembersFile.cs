using System.Net;
using System.Security.Cryptography.X509Certificates;
using Ledger.Certificates;
using Ledger.Crypto;
using Ledger.Protocol.V1;
using PublicKey = Ledger.Crypto.PublicKey;

namespace Ledger.Server.Founding;

/// <summary>
/// What a members file says in which no fault was found (<see cref="MembersReader"/>, docs/spec/members.schema.json): who founds a chain,
/// and where each one's node and member of the etcd run.
/// </summary>
internal sealed record MembersFile
{
    /// <summary>The chain's name.</summary>
    internal required string Name { get; init; }

    /// <summary>The algorithms of the chain and of its validators' keys.</summary>
    internal required CryptoSuite Suite { get; init; }

    /// <summary>The time of block 0, UTC milliseconds; null for that of the founding.</summary>
    internal required long? TimeMs { get; init; }

    /// <summary>Whether the chain is a rehearsal, on which nothing counts.</summary>
    internal required bool IsRehearsal { get; init; }

    /// <summary>An idle chain makes a block after this long, in milliseconds; null for the node's own default.</summary>
    internal required int? HeartbeatMs { get; init; }

    /// <summary>What else the chain begins with: anchors, more members, rules, calendars.</summary>
    internal required Genesis More { get; init; }

    /// <summary>Those that run nodes, in the file's order.</summary>
    internal required IReadOnlyList<FoundingMember> Members { get; init; }
}

/// <summary>One member that founds the chain with a node of its own.</summary>
internal sealed record FoundingMember
{
    /// <summary>Its node's name, which its folder has too.</summary>
    internal required string Node { get; init; }

    /// <summary>Its entry on the chain.</summary>
    internal required Member Entry { get; init; }

    /// <summary>Its validator's votes.</summary>
    internal required ulong Power { get; init; }

    /// <summary>Where the other members reach its machine.</summary>
    internal required IPAddress Address { get; init; }

    /// <summary>Where its node serves clients.</summary>
    internal required IPAddress ClientAddress { get; init; }

    /// <summary>Its node's ports; <see cref="FoundingPorts.Web"/> null where browsers are not served.</summary>
    internal required FoundingPorts Ports { get; init; }

    /// <summary>The folder of the pages on its machine; null where it serves none.</summary>
    internal required string? Pages { get; init; }

    /// <summary>The certificate of its signing key; null where key and certificate are made with the chain.</summary>
    internal required Certificate? Certificate { get; init; }

    /// <summary>The public halves of the keys that it made at home; null where they are made with the chain.</summary>
    internal required HomeMadeKeys? Keys { get; init; }
}

/// <summary>The ports of a member's machine; 0 takes a free one.</summary>
/// <param name="Grpc">For clients.</param>
/// <param name="Web">For browsers; null where they are not served.</param>
/// <param name="Peer">For the other nodes.</param>
/// <param name="Metrics">For Prometheus; null where nothing is measured.</param>
/// <param name="EtcdClient">Of its member of the etcd, for nodes; null where it runs none.</param>
/// <param name="EtcdPeer">Of its member of the etcd, for the other members of the etcd; null where it runs none.</param>
internal sealed record FoundingPorts(int Grpc, int? Web, int Peer, int? Metrics, int? EtcdClient, int? EtcdPeer)
{
    /// <summary>Whether the member runs one of the etcd's members.</summary>
    internal bool RunsEtcd => EtcdClient is not null;

    /// <summary>Each port with its name in the members file.</summary>
    internal IEnumerable<(string Name, int Port)> Named => new (string, int?)[]
    {
        ("grpc_port", Grpc), ("web_port", Web), ("peer_port", Peer), ("metrics_port", Metrics), ("etcd.client_port", EtcdClient),
        ("etcd.peer_port", EtcdPeer),
    }.Where(one => one.Item2 is not null).Select(one => (one.Item1, one.Item2!.Value));
}

/// <summary>Public halves of keys whose private ones never left their member.</summary>
/// <param name="Voting">Of the key that votes.</param>
/// <param name="Receipts">Of the key that signs receipts.</param>
/// <param name="Tls">The certificate that its node shows to the others.</param>
internal sealed record HomeMadeKeys(PublicKey Voting, PublicKey Receipts, X509Certificate2 Tls);
