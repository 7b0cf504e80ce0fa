using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Ledger.Crypto.Keys;
using Ledger.Finality;
using Ledger.Ordering.Etcd.Members;
using Ledger.Protocol;
using Ledger.Terminal;

namespace Ledger.Server.Founding;

/// <summary>
/// Founds a consortium: makes a folder with one folder for each member in it, whole or not at all. It is made beside its place and moved
/// there when everything is on disk.
/// </summary>
internal sealed class Founder : IDisposable
{
    private const string UnfinishedSuffix = ".unfinished";
    private const int TlsDays = 100 * 365; // the key counts, the dates do not (ADR 0033)
    private const int PinBytes = 20;

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
    };

    // The PIN is drawn at random, 160 bits of it: no thief guesses, so nobody waits for a slow derivation, and a node starts at once.
    private static readonly KeyFileCost Cost = new(KeyFileCost.MemoryKibMin, 1, 1);

    private readonly MembersFile _file;
    private readonly DateTimeOffset _now;
    private readonly FoundingChain _chain;
    private readonly EtcdAuthority _etcd;
    private readonly List<X509Certificate2> _made = [];
    private readonly List<(FoundedMember Member, FoundingPorts Ports, X509Certificate2 Tls, EtcdMember? Etcd)> _places = [];

    /// <summary>Draws the keys; nothing is written yet.</summary>
    /// <exception cref="CliException">The genesis would contradict itself; the message lists everything that is wrong.</exception>
    internal Founder(MembersFile file, DateTimeOffset now)
    {
        (_file, _now) = (file, now);
        _chain = new FoundingChain(file, now);
        _etcd = new EtcdAuthority(now);
        using var free = new FreePorts();
        foreach (var member in _chain.Members)
        {
            var from = member.From;
            var ports = free.Fill(from.Ports, from.Address);
            var etcd = ports.EtcdClient is { } client && ports.EtcdPeer is { } peer
                ? new EtcdMember(from.Node, AddressOf(from.Address, client), AddressOf(from.Address, peer))
                : null;
            _places.Add((member, ports, from.Keys?.Tls ?? NewTls(from.Node), etcd));
        }
    }

    /// <summary>The chain that begins.</summary>
    internal GenesisFile Genesis => _chain.Genesis;

    private IEnumerable<EtcdMember> EtcdMembers => _places.Select(place => place.Etcd).OfType<EtcdMember>();

    /// <summary>Refuses a place where something is.</summary>
    /// <exception cref="CliException">Something is there; nothing is overwritten.</exception>
    internal static void RequireFree(string folder)
    {
        var unfinished = Path.TrimEndingDirectorySeparator(folder) + UnfinishedSuffix;
        if (Path.Exists(unfinished))
        {
            throw CliException.Usage(
                $"{unfinished} was left by a founding that was broken off. Nothing of it is in use: remove it, and run this again.",
                $"{unfinished} 是一次中断的创建留下的，其中内容均未使用：请将其删除后重新运行。");
        }

        if (Path.Exists(folder))
        {
            throw CliException.Usage(
                $"{folder} already exists, and nothing is overwritten. Name another folder, or move this one away.",
                $"{folder} 已存在，不会被覆盖；请另取目录名，或先移走该目录。");
        }
    }

    /// <summary>Makes the folder.</summary>
    /// <exception cref="CliException">Something is there; nothing is overwritten.</exception>
    /// <exception cref="IOException">It cannot be written; what was written is removed.</exception>
    internal void Write(string folder)
    {
        RequireFree(folder);
        var unfinished = Path.TrimEndingDirectorySeparator(folder) + UnfinishedSuffix;
        try
        {
            NewFiles.Folder(unfinished);
            NewFiles.Public(unfinished, FoundingFolder.Genesis, _chain.Genesis.FileBytes.Span);
            WriteFounder(Path.Combine(unfinished, FoundingFolder.FounderName));
            foreach (var place in _places)
            {
                WriteMember(Path.Combine(unfinished, place.Member.From.Node), place.Member, place.Ports, place.Tls, place.Etcd);
            }

            Directory.Move(unfinished, folder);
        }
        catch
        {
            if (Directory.Exists(unfinished))
            {
                Directory.Delete(unfinished, recursive: true);
            }

            throw;
        }
    }

    /// <summary>The files of a member's folder, and whether each is secret.</summary>
    internal static IEnumerable<(string Name, bool IsSecret)> FilesOf(FoundingMember member)
    {
        var (makesKeys, runsEtcd) = (member.Keys is null, member.Ports.RunsEtcd);
        return new (string Name, bool IsThere, bool IsSecret)[]
        {
            (FoundingFolder.Genesis, true, false), (FoundingFolder.Node, true, false),
            (FoundingFolder.Pin, makesKeys, true), (FoundingFolder.VotingKey, makesKeys, true),
            (FoundingFolder.ReceiptsKey, makesKeys, true), (FoundingFolder.MemberPin, member.Certificate is null, true),
            (FoundingFolder.MemberKey, member.Certificate is null, true), (FoundingFolder.MemberCertificate, true, false),
            (FoundingFolder.TlsCertificate, true, false),
            (FoundingFolder.TlsKey, makesKeys, true), (FoundingFolder.EtcdAuthority, true, false),
            (FoundingFolder.EtcdNodeCertificate, true, false), (FoundingFolder.EtcdNodeKey, true, true),
            (FoundingFolder.EtcdMemberCertificate, runsEtcd, false), (FoundingFolder.EtcdMemberKey, runsEtcd, true),
            (FoundingFolder.EtcdSettings, runsEtcd, false), (FoundingFolder.VoteLock(member.Node), true, true),
            (FoundingFolder.NodeUnit, true, false), (FoundingFolder.EtcdUnit, runsEtcd, false),
        }.Where(file => file.IsThere).Select(file => (file.Name, file.IsSecret));
    }

    public void Dispose()
    {
        _made.ForEach(certificate => certificate.Dispose());
        _etcd.Dispose();
        _chain.Dispose();
    }

    private static Uri AddressOf(IPAddress address, int port) => new($"https://{new IPEndPoint(address, port)}");

    private static string NewPin() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(PinBytes));

    private void WriteFounder(string folder)
    {
        NewFiles.Folder(folder);
        NewFiles.Public(folder, FoundingFolder.EtcdAuthorityCertificate, _etcd.Certificate);
        NewFiles.Secret(folder, FoundingFolder.EtcdAuthorityKey, _etcd.Key);
        if (_chain.Authority is { } authority)
        {
            var pin = NewPin();
            NewFiles.Secret(folder, FoundingFolder.AuthorityPin, pin + "\n");
            KeyFile.Create(Path.Combine(folder, FoundingFolder.AuthorityKey), authority.Key, pin, Cost);
            NewFiles.Public(folder, FoundingFolder.AuthorityCertificate, authority.Certificate.Der.Span);
        }
    }

    private void WriteMember(string folder, FoundedMember member, FoundingPorts ports, X509Certificate2 tls, EtcdMember? etcd)
    {
        var name = member.From.Node;
        NewFiles.Folder(folder);
        NewFiles.Public(folder, FoundingFolder.Genesis, _chain.Genesis.FileBytes.Span);
        NewFiles.Public(folder, FoundingFolder.Node, ConfigurationOf(member, ports, etcd));
        WriteKeys(
            folder, FoundingFolder.Pin, (FoundingFolder.VotingKey, member.VotingKey), (FoundingFolder.ReceiptsKey, member.ReceiptsKey));
        WriteKeys(folder, FoundingFolder.MemberPin, (FoundingFolder.MemberKey, member.SigningKey));
        NewFiles.Public(folder, FoundingFolder.MemberCertificate, member.Certificate.Der.Span);
        NewFiles.Public(folder, FoundingFolder.TlsCertificate, tls.ExportCertificatePem() + "\n");
        if (tls.GetECDsaPrivateKey() is { } tlsKey)
        {
            using (tlsKey)
            {
                NewFiles.Secret(folder, FoundingFolder.TlsKey, tlsKey.ExportPkcs8PrivateKeyPem() + "\n");
            }
        }

        NewFiles.Public(folder, FoundingFolder.EtcdAuthority, _etcd.Certificate);
        var node = _etcd.IssueNode(name);
        NewFiles.Public(folder, FoundingFolder.EtcdNodeCertificate, node.Certificate);
        NewFiles.Secret(folder, FoundingFolder.EtcdNodeKey, node.Key);
        var voteLock = Path.Combine(folder, FoundingFolder.VoteLock(name));
        NewFiles.Folder(Path.GetDirectoryName(voteLock)!);
        using (FileVoteLock.Create(voteLock, _chain.Genesis.ChainId, ValidatorRoster.IdOf(_chain.Genesis.Hasher, member.Voting)))
        {
            NewFiles.ToOwnerAlone(voteLock);
        }

        NewFiles.Public(folder, FoundingFolder.NodeUnit, SystemdUnits.Node(name, etcd is not null));
        if (etcd is not null)
        {
            WriteEtcd(folder, etcd, member.From.Address);
        }
    }

    // Those that were made here, under one PIN beside them. The folder is there in any case, for those that were made at home.
    private static void WriteKeys(string folder, string pinFile, params ReadOnlySpan<(string Name, KeyPair? Key)> keys)
    {
        NewFiles.Folder(Path.Combine(folder, Path.GetDirectoryName(pinFile)!));
        if (keys[0].Key is null)
        {
            return;
        }

        var pin = NewPin();
        NewFiles.Secret(folder, pinFile, pin + "\n");
        foreach (var (name, key) in keys)
        {
            KeyFile.Create(Path.Combine(folder, name), key!, pin, Cost);
        }
    }

    // Paths are those of the member's folder, where etcd is started: so it can lie anywhere.
    private void WriteEtcd(string folder, EtcdMember etcd, IPAddress address)
    {
        var (certificate, key) = _etcd.IssueMember(etcd.Name, address);
        NewFiles.Public(folder, FoundingFolder.EtcdMemberCertificate, certificate);
        NewFiles.Secret(folder, FoundingFolder.EtcdMemberKey, key);
        var tls = new EtcdTlsFiles(FoundingFolder.EtcdAuthority, FoundingFolder.EtcdMemberCertificate, FoundingFolder.EtcdMemberKey);
        var flags = etcd.Flags(EtcdMembers, FoundingFolder.EtcdData, "stderr", tls);
        NewFiles.Public(folder, FoundingFolder.EtcdSettings, string.Concat(flags.Select(flag => EtcdSettings.OfFlag(flag) + "\n")));
        NewFiles.Public(folder, FoundingFolder.EtcdUnit, SystemdUnits.EtcdMember(etcd.Name));
    }

    private string ConfigurationOf(FoundedMember member, FoundingPorts ports, EtcdMember? etcd)
    {
        var configuration = new
        {
            FoundingFolder.Genesis,
            FoundingFolder.Data,
            VoteLock = FoundingFolder.VoteLock(member.From.Node),
            Validator = new
            {
                Name = member.From.Node,
                Key = FoundingFolder.VotingKey,
                Receipts = FoundingFolder.ReceiptsKey,
                PinFile = FoundingFolder.Pin,
            },
            Order = new
            {
                // The nearest first: its own.
                Endpoints = EtcdMembers.OrderBy(one => one == etcd ? 0 : 1).Select(one => one.Client.GetLeftPart(UriPartial.Authority)),
                Authority = FoundingFolder.EtcdAuthority,
                Certificate = FoundingFolder.EtcdNodeCertificate,
                Key = FoundingFolder.EtcdNodeKey,
            },
            Peers = new
            {
                Address = member.From.Address.ToString(),
                Port = ports.Peer,
                Certificate = FoundingFolder.TlsCertificate,
                Key = FoundingFolder.TlsKey,
                Nodes = _places.Where(other => other.Member != member).Select(other => new
                {
                    Name = other.Member.From.Node,
                    Validator = ValidatorRoster.IdOf(_chain.Genesis.Hasher, other.Member.Voting).ToString(),
                    Address = AddressOf(other.Member.From.Address, other.Ports.Peer).GetLeftPart(UriPartial.Authority),
                    Pins = new[] { TlsPin.Of(other.Tls).Text },
                }),
            },
            Address = member.From.ClientAddress.ToString(),
            GrpcPort = ports.Grpc,
            WebPort = ports.Web,
            WebRoot = member.From.Pages,
            MetricsPort = ports.Metrics,
            _file.HeartbeatMs,
        };
        return JsonSerializer.Serialize(configuration, Json) + "\n";
    }

    private X509Certificate2 NewTls(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var made = request.CreateSelfSigned(_now.AddDays(-1), _now.AddDays(TlsDays));
        _made.Add(made);
        return made;
    }

    /// <summary>
    /// Free ports of this machine, each held until all are known, so that none is given twice. They lie below those that systems give to
    /// connections which go out (Linux: from 32768): there, a server that starts again may find its own taken.
    /// </summary>
    private sealed class FreePorts : IDisposable
    {
        private const int Lowest = 20_000;
        private const int Above = 32_768;
        private const int TriesMax = 1_000;
        private readonly List<TcpListener> _held = [];

        internal FoundingPorts Fill(FoundingPorts ports, IPAddress address) => new(
            Fill(ports.Grpc, address) ?? 0, Fill(ports.Web, address), Fill(ports.Peer, address) ?? 0, Fill(ports.Metrics, address),
            Fill(ports.EtcdClient, address), Fill(ports.EtcdPeer, address));

        public void Dispose() => _held.ForEach(listener => listener.Stop());

        private int? Fill(int? port, IPAddress address)
        {
            if (port != 0)
            {
                return port;
            }

            for (var tries = 1; ; tries++)
            {
                var listener = new TcpListener(address, RandomNumberGenerator.GetInt32(Lowest, Above));
                try
                {
                    listener.Start();
                }
                catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressAlreadyInUse && tries < TriesMax)
                {
                    listener.Dispose();
                    continue;
                }

                _held.Add(listener);
                return ((IPEndPoint)listener.LocalEndpoint).Port;
            }
        }
    }
}
