using Ledger.Host.Consortium;
using Ledger.Mail;
using Ledger.Node;
using Ledger.Node.Snapshots;
using Ledger.Ordering.Etcd;
using Ledger.Peers;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Host.Member;

/// <summary>One validator on a machine of its own: its order in the members' etcd, the others over TLS.</summary>
public sealed record MemberOptions
{
    /// <summary>The node's data directory, its own alone.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>The vote lock, outside the data directory (ADR 0018). It is opened, never made.</summary>
    public required string VoteLock { get; init; }

    /// <summary>The chain.</summary>
    public required GenesisFile Genesis { get; init; }

    /// <summary>The validator, with its keys.</summary>
    public required ConsortiumValidator Validator { get; init; }

    /// <summary>How the order is reached.</summary>
    public required EtcdOptions Order { get; init; }

    /// <summary>The names of all nodes that read the order, this one too: what all of them have released is deleted.</summary>
    public required IReadOnlyList<string> Readers { get; init; }

    /// <summary>The other nodes, and the port for them.</summary>
    public required PeerOptions Peers { get; init; }

    /// <summary>Declarations that settle a height, which this node was told to take (docs/adr/0043); null for none.</summary>
    public Settlement? Settlement { get; init; }

    /// <summary>The clock that votes carry.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>How the node works.</summary>
    public NodeOptions Node { get; init; } = new();

    /// <summary>Whether a node on an empty directory begins at a snapshot of the others, rather than execute all blocks.</summary>
    public bool JoinsBySnapshot { get; init; }

    /// <summary>How it begins at one.</summary>
    public SnapshotJoinOptions Joining { get; init; } = new();

    /// <summary>Whether it offers others snapshots.</summary>
    public bool ServesSnapshots { get; init; } = true;

    /// <summary>How it keeps letters and documents.</summary>
    public MailOptions Mail { get; init; } = new();

    /// <summary>How it is served to clients.</summary>
    public NodeServerOptions Server { get; init; } = new();
}
