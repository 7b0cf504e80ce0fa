using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Ledger.Finality;
using Ledger.Host;
using Ledger.Host.Member;
using Ledger.Node;
using Ledger.Ordering.Etcd;
using Ledger.Peers;
using Ledger.Protocol;
using Ledger.Terminal;

namespace Ledger.Server.Configuration;

/// <summary>A member's configuration in which no fault was found, with its genesis read, and its keys and certificates open.</summary>
internal sealed class CheckedMember : IDisposable
{
    private const int PinsMax = 2;
    private readonly List<string> _faults = [];
    private readonly List<X509Certificate2> _certificates = [];
    private readonly OpenedKeys _keys;
    private readonly MemberConfiguration _configuration;

    private CheckedMember(MemberConfiguration configuration) => (_configuration, _keys) = (configuration, new OpenedKeys(_faults));

    internal MemberOptions Options { get; private set; } = null!;

    /// <summary>Where the logs go.</summary>
    internal string Logs => Path.Combine(_configuration.Data, "logs");

    /// <summary>Checks everything that can be checked while the node does not run.</summary>
    /// <exception cref="CliException">Something is wrong; the message names every fault, a line each.</exception>
    internal static CheckedMember Open(MemberConfiguration configuration)
    {
        var opened = new CheckedMember(configuration);
        try
        {
            opened.Check();
            return opened._faults.Count == 0 ? opened : throw CliException.Usage(string.Join('\n', opened._faults));
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        _keys.Dispose();
        _certificates.ForEach(certificate => certificate.Dispose());
    }

    private void Check()
    {
        var genesis = _keys.ReadGenesis(_configuration.Genesis);
        var validator = _keys.Open(_configuration.Validator);
        var address = AddressOf("address", _configuration.Address);
        var peerAddress = AddressOf("peers.address", _configuration.Peers.Address);
        CheckNumbers();
        var order = OrderOf();
        var certificate = CertificateOf("peers", _configuration.Peers.Certificate, _configuration.Peers.Key);
        var peers = _configuration.Peers.Nodes.Select(PeerOf).ToList();
        if (genesis is null || validator is null || address is null || peerAddress is null || order is null || certificate is null)
        {
            return;
        }

        var id = ValidatorRoster.IdOf(genesis.Hasher, validator.Voting.PublicKey);
        CheckNodes(peers.OfType<Peer>().ToList(), id, certificate);
        CheckVoteLock(genesis, id);
        Options = new MemberOptions
        {
            DataDirectory = Path.Combine(_configuration.Data, "node"),
            VoteLock = _configuration.VoteLock,
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
            Node = new NodeOptions { HeartbeatMs = _configuration.HeartbeatMs, StateHeightsKept = _configuration.StateHeightsKept },
            Mail = _configuration.Mail,
            Server = new NodeServerOptions { Address = address, GrpcPort = _configuration.GrpcPort, WebPort = _configuration.WebPort },
        };
    }

    private void CheckNumbers()
    {
        (string Name, long Value, long Min, long Max)[] numbers =
        [
            ("grpc_port", _configuration.GrpcPort, 0, IPEndPoint.MaxPort), ("web_port", _configuration.WebPort ?? 0, 0, IPEndPoint.MaxPort),
            ("peers.port", _configuration.Peers.Port, 0, IPEndPoint.MaxPort), ("heartbeat_ms", _configuration.HeartbeatMs, 1, int.MaxValue),
        ];
        _faults.AddRange(numbers.Where(one => one.Value < one.Min || one.Value > one.Max)
            .Select(one => $"{one.Name}: it is {one.Value}, and must be between {one.Min} and {one.Max}."));
        _faults.AddRange(numbers.Take(3).Where(one => one.Value != 0).GroupBy(one => one.Value).Where(group => group.Count() > 1)
            .Select(group => $"{string.Join(", ", group.Select(one => one.Name))}: they have one port, {group.Key}."));
        _faults.AddRange(_configuration.Mail.Mailbox.Problems().Select(problem => $"mail.mailbox: {problem}"));
        _faults.AddRange(_configuration.Mail.Documents.Problems().Select(problem => $"mail.documents: {problem}"));
        var data = Path.GetFullPath(_configuration.Data) + Path.DirectorySeparatorChar;
        if (Path.GetFullPath(_configuration.VoteLock).StartsWith(data, StringComparison.Ordinal))
        {
            _faults.Add("vote_lock: it lies inside the folder of the data, and would be emptied or restored with it. Put it elsewhere.");
        }
    }

    private IPAddress? AddressOf(string name, string text)
    {
        if (IPAddress.TryParse(text, out var address))
        {
            return address;
        }

        _faults.Add($"{name}: {text} is no IP address; write 127.0.0.1, or 0.0.0.0 for every one of this machine.");
        return null;
    }

    private EtcdOptions? OrderOf()
    {
        var order = _configuration.Order;
        var endpoints = order.Endpoints.Select(text => Uri.TryCreate(text, UriKind.Absolute, out var uri) ? uri : null).ToList();
        if (endpoints.Contains(null))
        {
            _faults.Add("order.endpoints: one is no address; write https://host:2379.");
            return null;
        }

        var authorities = new X509Certificate2Collection();
        if (order.Authority is { } authority)
        {
            Try($"order.authority: {authority}", () => authorities.ImportFromPemFile(authority));
        }

        if ((order.Certificate is null) != (order.Key is null))
        {
            _faults.Add("order.certificate, order.key: one is named without the other.");
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
        _faults.AddRange(problems);
        return problems.Count == 0 ? options : null;
    }

    private X509Certificate2? CertificateOf(string name, string certificate, string key)
    {
        X509Certificate2? read = null;
        Try($"{name}.certificate, {name}.key: {certificate}", () => read = X509Certificate2.CreateFromPemFile(certificate, key));
        if (read is not null)
        {
            _certificates.Add(read);
        }

        return read;
    }

    private void Try(string what, Action read)
    {
        try
        {
            read();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            _faults.Add($"{what} cannot be read: {e.Message}");
        }
    }

    private Peer? PeerOf(ConfiguredPeer node)
    {
        var before = _faults.Count;
        if (node.Name.Length is 0 or > 64 || node.Name.Any(one => !char.IsAsciiLetterOrDigit(one) && one != '-'))
        {
            _faults.Add($"peers.nodes: '{node.Name}' is no name of a node: 1 to 64 letters, digits and hyphens.");
        }

        if (!Digest.TryParse(node.Validator, out var id))
        {
            _faults.Add($"peers.nodes: {node.Name}: {node.Validator} is no validator's id: it has 64 hexadecimal digits.");
        }

        if (!Uri.TryCreate(node.Address, UriKind.Absolute, out var address) || address.Scheme != "https" || address.PathAndQuery != "/")
        {
            _faults.Add($"peers.nodes: {node.Name}: {node.Address} is no address of a node; write https://host:7500.");
        }

        var pins = node.Pins.Select(text => TlsPin.TryParse(text, out var pin) ? pin : null).OfType<TlsPin>().ToList();
        if (pins.Count != node.Pins.Count || pins.Count is 0 or > PinsMax)
        {
            _faults.Add(
                $"peers.nodes: {node.Name}: its TLS key has one pin, or two while it is changed, of 64 lower-case hexadecimal digits " +
                "each.");
        }

        return _faults.Count == before ? new Peer(node.Name, id, address!, pins) : null;
    }

    private void CheckNodes(List<Peer> peers, Digest id, X509Certificate2 certificate)
    {
        var name = _configuration.Validator.Name;
        _faults.AddRange(peers.Select(peer => peer.Name).Append(name).GroupBy(one => one, StringComparer.OrdinalIgnoreCase)
            .Where(group => group.Count() > 1).Select(group => $"peers.nodes: two nodes are called {group.Key}."));
        _faults.AddRange(peers.Select(peer => peer.Id).Append(id).GroupBy(one => one).Where(group => group.Count() > 1)
            .Select(group => $"peers.nodes: two nodes have the validator {group.Key}; this one's is not among the others."));
        _faults.AddRange(peers.SelectMany(peer => peer.Pins).Append(TlsPin.Of(certificate)).GroupBy(one => one)
            .Where(group => group.Count() > 1).Select(group => $"peers.nodes: two nodes have the TLS key {group.Key}; each has its own."));
    }

    private void CheckVoteLock(GenesisFile genesis, Digest id)
    {
        if (File.Exists(_configuration.VoteLock))
        {
            return;
        }

        _faults.Add($"vote_lock: there is no {_configuration.VoteLock}. " +
            FileVoteLock.WayOut(_configuration.VoteLock, id) +
            (genesis.Validators.Find(id) is null ? "" : " A key of genesis that no node ever ran with is new: --never-voted."));
    }
}
