using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Ledger.Crypto.Keys;
using Ledger.Node;
using Ledger.Node.Snapshots;
using Ledger.Protocol.V1;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Ledger.Peers;

/// <summary>Serves a node's port for the other nodes. A connection of a key that is not named ends in its handshake.</summary>
public sealed class PeerServer : IAsyncDisposable
{
    private const int StreamsMax = 8; // of one connection: a stream and a question, and what is ending
    private const int ConnectionsOfPeerMax = 4;
    private const int HeadersBytesMax = 8 * 1024;
    private readonly WebApplication _app;

    private PeerServer(WebApplication app, Uri address) => (_app, Address) = (app, address);

    /// <summary>Where it is served.</summary>
    public Uri Address { get; }

    /// <summary>Starts to serve.</summary>
    /// <param name="options">Who is let in.</param>
    /// <param name="node">What is asked about.</param>
    /// <param name="snapshots">What is offered to nodes that begin anew; null for nothing.</param>
    /// <param name="deliver">Takes what is told; never waits.</param>
    /// <param name="pace">The clock that intervals are measured by.</param>
    /// <param name="logging">Where it logs.</param>
    /// <param name="stopping">Cancelled when the node stops.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="IOException">The port is taken, or may not be used.</exception>
    public static async Task<PeerServer> StartAsync(
        PeerOptions options, INode node, SnapshotServer? snapshots, Action<PeerMessage> deliver, TimeProvider pace, ILoggerFactory logging,
        CancellationToken stopping, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        var logger = logging.CreateLogger<PeerServer>();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddSingleton(logging);
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => Configure(kestrel, options, logger));
        builder.Services.AddGrpc(grpc =>
        {
            grpc.MaxReceiveMessageSize = options.MessageBytesMax;
            grpc.MaxSendMessageSize = Node.CatchUp.FinalRuns.MessageBytesMax;
        });
        builder.Services.AddSingleton(new PeerService(options, node, snapshots, deliver, pace, logger, stopping));
        var app = builder.Build();
        app.MapGrpcService<PeerService>();
        try
        {
            await app.StartAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await app.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        return new PeerServer(app, new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses
            .First()));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        await _app.StopAsync(patience.Token).ConfigureAwait(false);
        await _app.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>The peer that a certificate's key is named for; null where it is a stranger's.</summary>
    internal static Peer? Find(PeerOptions options, X509Certificate2 certificate)
    {
        var pin = TlsPin.Of(certificate);
        return options.Peers.FirstOrDefault(peer => peer.Pins.Contains(pin));
    }

    private static void Configure(KestrelServerOptions kestrel, PeerOptions options, ILogger logger)
    {
        kestrel.AddServerHeader = false;
        // Streams live as long as the nodes; what is slow or silent is found by pings, and what is too large by gRPC.
        kestrel.Limits.MaxRequestBodySize = null;
        kestrel.Limits.MinRequestBodyDataRate = null;
        kestrel.Limits.MaxConcurrentConnections = ConnectionsOfPeerMax * (options.Peers.Count + 1);
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromMilliseconds(options.ConnectMs);
        kestrel.Limits.MaxRequestHeadersTotalSize = HeadersBytesMax;
        kestrel.Limits.Http2.MaxStreamsPerConnection = StreamsMax;
        kestrel.Limits.Http2.KeepAlivePingDelay = TimeSpan.FromSeconds(10);
        kestrel.Limits.Http2.KeepAlivePingTimeout = TimeSpan.FromSeconds(10);
        kestrel.Listen(options.Address, options.Port, listen =>
        {
            listen.Protocols = HttpProtocols.Http2;
            listen.UseHttps(https =>
            {
                https.ServerCertificate = options.Certificate;
                https.SslProtocols = SslProtocols.Tls13;
                https.HandshakeTimeout = TimeSpan.FromMilliseconds(options.ConnectMs);
                https.ClientCertificateMode = ClientCertificateMode.RequireCertificate;
                https.ClientCertificateValidation = (certificate, _, _) =>
                {
                    if (Find(options, certificate) is not null)
                    {
                        return true;
                    }

                    PeerMetrics.CountStranger();
                    PeerLog.Stranger(logger, TlsPin.Of(certificate));
                    return false;
                };
            });
        });
    }
}
