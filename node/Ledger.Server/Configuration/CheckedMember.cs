using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Ledger.Crypto.Keys;
using Ledger.Finality;
using Ledger.Host.Control;
using Ledger.Host.Member;
using Ledger.Node;
using Ledger.Ordering.Etcd;
using Ledger.Peers;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Server.Configuration;

/// <summary>A member's configuration in which no fault was found, with its genesis read, and its keys and certificates open.</summary>
internal sealed class CheckedMember : CheckedFile
{
    private const int PinsMax = 2;
    private const ulong BlocksKeptMin = 1_024;
    private const int BatchesKept = 256; // who is further behind takes final blocks from the others, and etcd stays small
    private readonly MemberConfiguration _configuration;

    private CheckedMember(MemberConfiguration configuration)
        : base(configuration.Data) => _configuration = configuration;

    internal MemberOptions Options { get; private set; } = null!;

    /// <summary>Final blocks that pruning leaves; 0 on an archive.</summary>
    internal ulong BlocksKept => _configuration.BlocksKept;

    /// <inheritdoc cref="CheckedFile.Checked"/>
    internal static CheckedMember Open(MemberConfiguration configuration) => Checked(new CheckedMember(configuration));

    private string NodeFolder => Path.Combine(_configuration.Data, "node");

    /// <summary>
    /// Where the settlement lies that this node was told to take: beside the data directory, for who begins anew takes it too.
    /// </summary>
    internal string SettlementPath => Path.Combine(_configuration.Data, "settlement");

    private protected override void Check()
    {
        var genesis = Keys.ReadGenesis(_configuration.Genesis);
        var validator = Keys.Open(_configuration.Validator);
        var address = AddressOf("address", _configuration.Address);
        var peerAddress = AddressOf("peers.address", _configuration.Peers.Address);
        CheckNumbers();
        CheckControl();
        var order = OrderOf();
        var server = ServerOf(_configuration, address);
        var certificate = CertificateOf("peers", _configuration.Peers.Certificate, _configuration.Peers.Key);
        var peers = _configuration.Peers.Nodes.Select(PeerOf).ToList();
        if (genesis is null || validator is null || address is null || peerAddress is null || order is null || certificate is null)
        {
            return;
        }

        var id = ValidatorRoster.IdOf(genesis.Hasher, validator.Voting.PublicKey);
        CheckNodes(peers.OfType<Peer>().ToList(), id, certificate);
        CheckVoteLock(genesis, id);
        var settlement = ReadSettlement();
        Options = new MemberOptions
        {
            DataDirectory = NodeFolder,
            VoteLock = _configuration.VoteLock,
            Settlement = settlement,
            Genesis = genesis,
            Validator = validator,
            Order = order,
            Readers = [validator.Name, .. peers.OfType<Peer>().Select(peer => peer.Name)],
            Peers = new PeerOptions
            {
                Address = peerAddress,
                Port = _configuration.Peers.Port,
                Certificate = certificate,
                Peers = [.. peers.OfType<Peer>()],
            },
            Node = new NodeOptions
            {
                HeartbeatMs = _configuration.HeartbeatMs,
                StateHeightsKept = _configuration.StateHeightsKept,
                BatchesKept = BatchesKept,
                TracesOneIn = _configuration.Traces?.OneIn ?? new NodeOptions().TracesOneIn,
                Expiry = new ExpiryOptions { TlsCertificates = WatchedOf(order) },
            },
            JoinsBySnapshot = _configuration.Join == MemberConfiguration.BySnapshot,
            ServesSnapshots = _configuration.ServeSnapshots,
            Mail = _configuration.Mail,
            Server = server,
        };
    }

    private void CheckNumbers()
    {
        (string Name, long Value, long Min, long Max)[] numbers =
        [
            ("grpc_port", _configuration.GrpcPort, 0, IPEndPoint.MaxPort), ("web_port", _configuration.WebPort ?? 0, 0, IPEndPoint.MaxPort),
            ("peers.port", _configuration.Peers.Port, 0, IPEndPoint.MaxPort), ("heartbeat_ms", _configuration.HeartbeatMs, 1, int.MaxValue),
        ];
        Faults.AddRange(numbers.Where(one => one.Value < one.Min || one.Value > one.Max)
            .Select(one => $"{one.Name}: it is {one.Value}, and must be between {one.Min} and {one.Max}."));
        Faults.AddRange(numbers.Take(3).Where(one => one.Value != 0).GroupBy(one => one.Value).Where(group => group.Count() > 1)
            .Select(group => $"{string.Join(", ", group.Select(one => one.Name))}: they have one port, {group.Key}."));
        if (_configuration.Join is not (MemberConfiguration.ByBlocks or MemberConfiguration.BySnapshot))
        {
            Faults.Add($"join: it is '{_configuration.Join}'; write {MemberConfiguration.ByBlocks} or {MemberConfiguration.BySnapshot}.");
        }

        if (_configuration.BlocksKept is > 0 and < BlocksKeptMin)
        {
            Faults.Add(
                $"blocks_kept: it is {_configuration.BlocksKept}, and must be 0, which keeps all, or at least {BlocksKeptMin}: others " +
                "that are behind take blocks from here.");
        }

        CheckMail(_configuration.Mail);
        CheckMetrics(_configuration.MetricsPort, _configuration.MetricsAddress);
        var data = Path.GetFullPath(_configuration.Data) + Path.DirectorySeparatorChar;
        if (Path.GetFullPath(_configuration.VoteLock).StartsWith(data, StringComparison.Ordinal))
        {
            Faults.Add("vote_lock: it lies inside the folder of the data, and would be emptied or restored with it. Put it elsewhere.");
        }
    }

    private void CheckControl()
    {
        var socket = ControlServer.SocketIn(NodeFolder);
        if (Encoding.UTF8.GetByteCount(socket) > ControlServer.PathBytesMax)
        {
            Faults.Add($"data: {socket}, the socket that `ledger backup` asks at, has more than {ControlServer.PathBytesMax} bytes. " +
                "Choose a shorter path.");
        }
    }

    private EtcdOptions? OrderOf()
    {
        var order = _configuration.Order;
        var endpoints = order.Endpoints.Select(text => Uri.TryCreate(text, UriKind.Absolute, out var uri) ? uri : null).ToList();
        if (endpoints.Contains(null))
        {
            Faults.Add("order.endpoints: one is no address; write https://host:2379.");
            return null;
        }

        var authorities = new X509Certificate2Collection();
        if (order.Authority is { } authority)
        {
            Try($"order.authority: {authority}", () => authorities.ImportFromPemFile(authority));
        }

        if ((order.Certificate is null) != (order.Key is null))
        {
            Faults.Add("order.certificate, order.key: one is named without the other.");
        }

        var certificate = order is { Certificate: { } shown, Key: { } key } ? CertificateOf("order", shown, key) : null;
        var options = new EtcdOptions
        {
            Endpoints = [.. endpoints.OfType<Uri>()],
            KeyPrefix = order.KeyPrefix,
            Authorities = authorities,
            Certificate = certificate,
        };
        var problems = options.Problems().Select(problem => $"order.{problem}").ToList();
        Faults.AddRange(problems);
        return problems.Count == 0 ? options : null;
    }

    // Those whose dates count: between nodes only keys do.
    private static List<WatchedTlsCertificate> WatchedOf(EtcdOptions order) =>
        [.. order.Authorities.Append(order.Certificate).OfType<X509Certificate2>().Select(one =>
            new WatchedTlsCertificate(one.Subject, new DateTimeOffset(one.NotAfter).ToUnixTimeMilliseconds()))];

    private Peer? PeerOf(ConfiguredPeer node)
    {
        var before = Faults.Count;
        if (!NodeName.IsOne(node.Name))
        {
            Faults.Add($"peers.nodes: '{node.Name}' is no name of a node: 1 to 64 letters, digits and hyphens.");
        }

        if (!Digest.TryParse(node.Validator, out var id))
        {
            Faults.Add($"peers.nodes: {node.Name}: {node.Validator} is no validator's id: it has 64 hexadecimal digits.");
        }

        if (!Uri.TryCreate(node.Address, UriKind.Absolute, out var address) || address.Scheme != "https" || address.PathAndQuery != "/")
        {
            Faults.Add($"peers.nodes: {node.Name}: {node.Address} is no address of a node; write https://host:7500.");
        }

        var pins = node.Pins.Select(text => TlsPin.TryParse(text, out var pin) ? pin : null).OfType<TlsPin>().ToList();
        if (pins.Count != node.Pins.Count || pins.Count is 0 or > PinsMax)
        {
            Faults.Add(
                $"peers.nodes: {node.Name}: its TLS key has one pin, or two while it is changed, of 64 lower-case hexadecimal digits " +
                "each.");
        }

        return Faults.Count == before ? new Peer(node.Name, id, address!, pins) : null;
    }

    private void CheckNodes(List<Peer> peers, Digest id, X509Certificate2 certificate)
    {
        var name = _configuration.Validator.Name;
        Faults.AddRange(peers.Select(peer => peer.Name).Append(name).GroupBy(one => one, StringComparer.OrdinalIgnoreCase)
            .Where(group => group.Count() > 1).Select(group => $"peers.nodes: two nodes are called {group.Key}."));
        Faults.AddRange(peers.Select(peer => peer.Id).Append(id).GroupBy(one => one).Where(group => group.Count() > 1)
            .Select(group => $"peers.nodes: two nodes have the validator {group.Key}; this one's is not among the others."));
        Faults.AddRange(peers.SelectMany(peer => peer.Pins).Append(TlsPin.Of(certificate)).GroupBy(one => one)
            .Where(group => group.Count() > 1).Select(group => $"peers.nodes: two nodes have the TLS key {group.Key}; each has its own."));
    }

    private Settlement? ReadSettlement()
    {
        if (!File.Exists(SettlementPath))
        {
            return null;
        }

        byte[]? bytes = null;
        Try($"settlement: {SettlementPath}", () => bytes = File.ReadAllBytes(SettlementPath));
        var settlement = Settlements.TryReadAll(bytes);
        if (bytes is not null && settlement is null)
        {
            Faults.Add($"settlement: {SettlementPath} is damaged. Make it again with `ledger settle apply`, of the same declarations.");
        }

        return settlement;
    }

    private void CheckVoteLock(GenesisFile genesis, Digest id)
    {
        if (File.Exists(_configuration.VoteLock))
        {
            return;
        }

        Faults.Add($"vote_lock: there is no {_configuration.VoteLock}. " +
            FileVoteLock.WayOut(_configuration.VoteLock, id) +
            (genesis.Validators.Find(id) is null ? "" : " A key of genesis that no node ever ran with is new: --never-voted."));
    }
}
