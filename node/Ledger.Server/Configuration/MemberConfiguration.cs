using Ledger.Crypto.Keys;
using Ledger.Mail;
using Ledger.Node;
using Ledger.Ordering.Etcd;

namespace Ledger.Server.Configuration;

/// <summary>
/// What the configuration of <c>ledger node</c> says (<see cref="ConfigurationFile"/>): one validator on a machine of its own. Paths are
/// those of the file's folder.
/// </summary>
public sealed record MemberConfiguration : IServedConfiguration
{
    internal const string ByBlocks = "blocks";
    internal const string BySnapshot = "snapshot";

    /// <summary>The chain's genesis file.</summary>
    public required string Genesis { get; init; }

    /// <summary>The node's folder: <c>node</c>, its data directory, and <c>logs</c>.</summary>
    public required string Data { get; init; }

    /// <summary>The vote lock; not inside <see cref="Data"/>.</summary>
    public required string VoteLock { get; init; }

    /// <summary>The validator that runs here.</summary>
    public required ConfiguredValidator Validator { get; init; }

    /// <summary>The members' etcd.</summary>
    public required ConfiguredOrder Order { get; init; }

    /// <summary>The other nodes, and the port for them.</summary>
    public required ConfiguredPeers Peers { get; init; }

    /// <summary>The address to listen on for clients.</summary>
    public string Address { get; init; } = "127.0.0.1";

    /// <summary>The gRPC port; 0 takes any free one.</summary>
    public int GrpcPort { get; init; } = 7300;

    /// <summary>The gRPC-Web port, for browsers; none is served where this is absent.</summary>
    public int? WebPort { get; init; }

    /// <summary>The folder of the pages that are served there; none are where this is absent.</summary>
    public string? WebRoot { get; init; }

    /// <summary>Origins of other servers whose pages may call the node from a browser; none where this is absent.</summary>
    public IReadOnlyList<string> WebOrigins { get; init; } = [];

    /// <summary>The port where Prometheus finds what the process measures; none is served where this is absent.</summary>
    public int? MetricsPort { get; init; }

    /// <summary>The address of that port: this machine's alone, unless the network keeps others away.</summary>
    public string MetricsAddress { get; init; } = "127.0.0.1";

    /// <summary>Where traces of transactions are sent; nowhere where this is absent.</summary>
    public ConfiguredTraces? Traces { get; init; }

    /// <summary>An idle chain makes a block after this long, in milliseconds.</summary>
    public int HeartbeatMs { get; init; } = new NodeOptions().HeartbeatMs;

    /// <summary>Heights whose state can still be read; 0 keeps all.</summary>
    public ulong StateHeightsKept { get; init; }

    /// <summary>
    /// Final blocks that <c>ledger prune</c> leaves, with their receipts and events; 0 keeps all, and the node is an archive.
    /// </summary>
    public ulong BlocksKept { get; init; }

    /// <summary>How a node on an empty directory begins: <c>blocks</c> executes all, <c>snapshot</c> takes the state of others.</summary>
    public string Join { get; init; } = ByBlocks;

    /// <summary>Whether others that begin anew are offered snapshots here.</summary>
    public bool ServeSnapshots { get; init; } = true;

    /// <summary>Whom the node serves; anyone where this is absent.</summary>
    public ConfiguredAccess Access { get; init; } = new();

    /// <summary>The TLS certificate by which clients are served, PEM; in clear where this is absent.</summary>
    public ConfiguredTls? Tls { get; init; }

    /// <summary>Limits of letters and documents.</summary>
    public MailOptions Mail { get; init; } = new();

    /// <summary>Reads a configuration file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="overrides">What counts in place of its settings.</param>
    /// <exception cref="InvalidDataException">It is no configuration; the message says what is wrong, and where.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    internal static MemberConfiguration Read(string path, SettingOverrides overrides)
    {
        var (read, folder) = ConfigurationFile.Read<MemberConfiguration>(path, overrides);
        return read with
        {
            Genesis = Path.Combine(folder, read.Genesis),
            Data = Path.Combine(folder, read.Data),
            VoteLock = Path.Combine(folder, read.VoteLock),
            Validator = read.Validator.At(folder),
            Order = read.Order.At(folder),
            Peers = read.Peers.At(folder),
            Tls = read.Tls?.At(folder),
            WebRoot = read.WebRoot is null ? null : Path.Combine(folder, read.WebRoot),
        };
    }
}

/// <summary>How the members' etcd is reached.</summary>
public sealed record ConfiguredOrder
{
    /// <summary>The members' client addresses, the nearest first.</summary>
    public required IReadOnlyList<string> Endpoints { get; init; }

    /// <summary>The authority that the members' certificates lead to, PEM; absent in clear, which only this machine's may be.</summary>
    public string? Authority { get; init; }

    /// <summary>This node's certificate for etcd, PEM.</summary>
    public string? Certificate { get; init; }

    /// <summary>Its key, PEM.</summary>
    public string? Key { get; init; }

    /// <summary>What every key begins with.</summary>
    public string KeyPrefix { get; init; } = new EtcdOptions { Endpoints = [] }.KeyPrefix;

    internal ConfiguredOrder At(string folder) => this with
    {
        Authority = Authority is null ? null : Path.Combine(folder, Authority),
        Certificate = Certificate is null ? null : Path.Combine(folder, Certificate),
        Key = Key is null ? null : Path.Combine(folder, Key),
    };
}

/// <summary>How the other nodes are reached, and how they reach this one.</summary>
public sealed record ConfiguredPeers
{
    /// <summary>The address to listen on for nodes.</summary>
    public string Address { get; init; } = "127.0.0.1";

    /// <summary>The port for nodes; 0 takes any free one.</summary>
    public int Port { get; init; } = 7500;

    /// <summary>This node's TLS certificate, PEM. Its key counts, not its dates.</summary>
    public required string Certificate { get; init; }

    /// <summary>Its key, PEM.</summary>
    public required string Key { get; init; }

    /// <summary>The others.</summary>
    public required IReadOnlyList<ConfiguredPeer> Nodes { get; init; }

    internal ConfiguredPeers At(string folder) =>
        this with { Certificate = Path.Combine(folder, Certificate), Key = Path.Combine(folder, Key) };
}

/// <summary>Another node.</summary>
public sealed record ConfiguredPeer
{
    /// <summary>Its name, by which it also reads the order.</summary>
    public required string Name { get; init; }

    /// <summary>Its validator id.</summary>
    public required string Validator { get; init; }

    /// <summary>Where its port for nodes is.</summary>
    public required string Address { get; init; }

    /// <summary>Its TLS key's pin (<see cref="TlsPin"/>), and while the key is changed the next one's too.</summary>
    public required IReadOnlyList<string> Pins { get; init; }
}

/// <summary>A TLS certificate and its key.</summary>
public sealed record ConfiguredTls
{
    /// <summary>The certificate, PEM.</summary>
    public required string Certificate { get; init; }

    /// <summary>Its key, PEM.</summary>
    public required string Key { get; init; }

    internal ConfiguredTls At(string folder) =>
        this with { Certificate = Path.Combine(folder, Certificate), Key = Path.Combine(folder, Key) };
}

/// <summary>Where traces of transactions are sent (docs/operations/watching.md).</summary>
public sealed record ConfiguredTraces
{
    /// <summary>The collector's address for OTLP over HTTP; in clear on this machine alone.</summary>
    public required string Collector { get; init; }

    /// <summary>One transaction of so many is traced, by its id, so that all nodes with the same number trace the same ones.</summary>
    public int OneIn { get; init; } = new NodeOptions().TracesOneIn;
}

/// <summary>Whom a node serves (docs/spec/access.md).</summary>
public sealed record ConfiguredAccess
{
    /// <summary>Groups of methods that anyone may call; all where this is absent.</summary>
    public IReadOnlyList<string>? Open { get; init; }

    /// <summary>Most calls of one caller in a second; 0 for no such limit.</summary>
    public int CallsPerSecond { get; init; }

    /// <summary>Callers that the operator knows.</summary>
    public IReadOnlyList<ConfiguredCaller> Callers { get; init; } = [];
}

/// <summary>A caller that the operator knows, by its TLS key or its certificate on the chain.</summary>
public sealed record ConfiguredCaller
{
    /// <summary>Its name for people.</summary>
    public required string Name { get; init; }

    /// <summary>Its TLS key's pin (<see cref="TlsPin"/>).</summary>
    public string? Pin { get; init; }

    /// <summary>The id of its registered certificate.</summary>
    public string? Certificate { get; init; }

    /// <summary>Its role: subject, member or operator.</summary>
    public required string Role { get; init; }

    /// <summary>Most calls of it in a second, 0 for no limit; absent for what all have.</summary>
    public int? CallsPerSecond { get; init; }
}
