using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Google.Protobuf;
using Grpc.Net.Client;
using Ledger.Client;
using Ledger.Crypto;
using Ledger.Crypto.Keys;
using Ledger.Host;
using Ledger.Host.Consortium;
using Ledger.Mail;
using Ledger.Mail.Documents;
using Ledger.Mail.Mailboxes;
using Ledger.Node;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Seeds;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Api.Tests;

/// <summary>A consortium over real gRPC whose nodes hold little at a time, and callers from several addresses of this machine.</summary>
public sealed class ServedNode : IAsyncDisposable
{
    private const int StampBits = 4;
    private const int WindowBytes = 65_535;
    private const int PartBytes = 50_000;
    private const uint PartsToFill = 8;
    private readonly string _folder = Directory.CreateTempSubdirectory("ledger-api").FullName;
    private readonly List<GrpcChannel> _channels = [];
    private LocalConsortium _consortium = null!;

    private ServedNode()
    {
    }

    internal ConsortiumSeed Seed { get; } = ConsortiumSeed.Create(start: DateTimeOffset.UtcNow.AddMinutes(-1));

    internal Digest Id => _consortium.Nodes[0].Id;

    internal IReadOnlyList<string> Methods => _consortium.Nodes[0].Server.Methods;

    internal Uri Address => _consortium.Nodes[0].Server.GrpcAddress;

    /// <summary>Where browsers reach it.</summary>
    internal Uri WebAddress => _consortium.Nodes[0].Server.WebAddress!;

    /// <summary>All that a voting key of the consortium has signed so far.</summary>
    internal ConcurrentQueue<byte[]> SignedByVotingKeys { get; } = [];

    internal FateTracker Fates => _consortium.Nodes[0].Runner.Fates;

    internal static async Task<ServedNode> StartAsync(NodeServerOptions server, NodeOptions? options = null)
    {
        var node = new ServedNode();
        node._consortium = await LocalConsortium.StartAsync(
            new ConsortiumOptions
            {
                DataDirectory = Path.Combine(node._folder, "nodes"),
                Genesis = node.Seed.Genesis,
                Validators =
                [
                    .. node.Seed.Validators.Select(v => new ConsortiumValidator(v.Name, node.Voting(v.KeyPair), v.Receipts.CreateSigner())),
                ],
                Mail = new MailOptions
                {
                    Mailbox = new MailboxOptions { StampBits = StampBits },
                    Documents = new DocumentOptions { StampBits = StampBits },
                    FreeDiskBytesMin = 0,
                },
                Server = server,
                Node = options ?? new NodeOptions(),
            },
            NullLoggerFactory.Instance,
            CancellationToken.None);
        return node;
    }

    /// <summary>Stops a validator's loops; its server stays.</summary>
    internal Task StopAsync(int validator) => _consortium.Nodes[validator].Runner.StopAsync();

    /// <summary>A connection of its own from an address of this machine, with as small a window as a reader may have.</summary>
    internal GrpcChannel Connect(byte from = 1)
    {
        var handler = new SocketsHttpHandler
        {
            EnableMultipleHttp2Connections = true,
            InitialHttp2StreamWindowSize = WindowBytes,
            ConnectCallback = async (context, cancellationToken) =>
            {
                var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                socket.Bind(new IPEndPoint(new IPAddress([127, 0, 0, from]), 0));
                await socket.ConnectAsync(context.DnsEndPoint, cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            },
        };
        var channel = GrpcChannel.ForAddress(Address, new GrpcChannelOptions { HttpHandler = handler, DisposeHttpClient = true });
        _channels.Add(channel);
        return channel;
    }

    /// <summary>
    /// Puts more on the chain than windows and buffers hold: large parts of a list that nobody began, refused where they stand.
    /// </summary>
    internal async Task FillAsync()
    {
        using var client = LedgerClient.Open(new LedgerClientOptions
        {
            Genesis = Seed.Genesis,
            Node = Address,
            Signer = new ClientSigner(Seed.Zhuhai.CertificateId, Seed.Zhuhai.KeyPair.CreateSigner()),
        });
        for (var i = 0U; i < PartsToFill; i++)
        {
            var part = new AddCrlPart
            {
                CrlDigest = ByteString.CopyFrom(new byte[32]),
                Index = i,
                Content = ByteString.CopyFrom(new byte[PartBytes]),
            };
            Assert.False((await client.SubmitAsync(new Call { CaTrust = new CaTrustCall { AddCrlPart = part } })).IsDone);
        }
    }

    /// <summary>Registers so many market subjects, one event each.</summary>
    internal async Task RegisterAsync(int count)
    {
        using var client = LedgerClient.Open(new LedgerClientOptions
        {
            Genesis = Seed.Genesis,
            Node = Address,
            Signer = new ClientSigner(Seed.Zhuhai.CertificateId, Seed.Zhuhai.KeyPair.CreateSigner()),
        });
        for (var i = 0; i < count; i++)
        {
            var subject = new RegisterSubject { Uscc = $"91440400MA4A{i:D6}", Name = $"珠海 {i}" };
            (await client.SubmitAsync(new Call { Account = new AccountCall { RegisterSubject = subject } })).EnsureDone();
        }
    }

    /// <summary>A client of another validator.</summary>
    internal LedgerNode.LedgerNodeClient ClientOf(int validator)
    {
        var channel = GrpcChannel.ForAddress(_consortium.Nodes[validator].Server.GrpcAddress);
        _channels.Add(channel);
        return new LedgerNode.LedgerNodeClient(channel);
    }

    internal LedgerNode.LedgerNodeClient Client(byte from = 1) => new(Connect(from));

    private RecordingSigner Voting(KeyPair pair) => new(pair.CreateSigner(), SignedByVotingKeys);

    private sealed class RecordingSigner(ISigner signer, ConcurrentQueue<byte[]> signed) : ISigner
    {
        public PublicKey PublicKey => signer.PublicKey;

        public byte[] Sign(ReadOnlySpan<byte> message)
        {
            signed.Enqueue(message.ToArray());
#pragma warning disable RS0030 // the message was made by a purpose before it came here
            return signer.Sign(message);
#pragma warning restore RS0030
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var channel in _channels)
        {
            channel.Dispose();
        }

        await _consortium.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
