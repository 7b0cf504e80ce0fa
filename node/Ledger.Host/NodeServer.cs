using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Grpc.AspNetCore.Server;
using Ledger.Api;
using Ledger.Api.Access;
using Ledger.Api.Held;
using Ledger.Crypto.Signatures;
using Ledger.Host.Pages;
using Ledger.Node;
using Ledger.Sessions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;

namespace Ledger.Host;

/// <summary>Serves one node: its gRPC services, gRPC-Web and pages for browsers, health and reflection.</summary>
public sealed class NodeServer : IAsyncDisposable
{
    private static readonly TimeSpan HealthPeriod = TimeSpan.FromSeconds(2);
    private readonly WebApplication _app;

    private NodeServer(WebApplication app, Uri grpcAddress, Uri? webAddress)
    {
        _app = app;
        GrpcAddress = grpcAddress;
        WebAddress = webAddress;
    }

    /// <summary>Where gRPC clients reach the node.</summary>
    public Uri GrpcAddress { get; }

    /// <summary>Where browsers reach it; null where they cannot.</summary>
    public Uri? WebAddress { get; }

    /// <summary>Starts to serve; <paramref name="mail"/> stays the caller's, and is disposed of after the server.</summary>
    /// <exception cref="AddressTakenException">A port is taken, or may not be used.</exception>
    public static async Task<NodeServer> StartAsync(
        NodeRunner runner, NodeMail mail, NodeIdentity identity, NodeServerOptions options, TimeProvider clock, ILoggerFactory logging,
        CancellationToken cancellationToken)
    {
        if (string.Join('\n', options.WebProblems()) is { Length: > 0 } problems)
        {
            throw new ArgumentException(problems, nameof(options));
        }

        var builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddSingleton(logging);
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => Configure(kestrel, options));
        builder.Services.AddGrpc(grpc =>
        {
            grpc.MaxReceiveMessageSize = options.Api.RequestBytesMax;
            grpc.MaxSendMessageSize = options.Api.ResponseBytesMax;
            grpc.CompressionProviders.Add(new GzipProvider());
            grpc.Interceptors.Add<AccessInterceptor>();
        });
        builder.Services.AddSingleton(new AccessInterceptor(Gate(runner, identity, options.Access, clock)));
        builder.Services.AddGrpcReflection();
        builder.Services.AddCors();
        AddHealth(builder.Services, runner);
        builder.Services.AddSingleton(new LedgerNodeService(runner, identity, options.Api, clock));
        builder.Services.AddSingleton(new ScanSessionsService(Sessions(runner, options, clock, logging), options.Api, runner.Stopping));
        builder.Services.AddSingleton(new MailboxService(mail.Mailbox));
        builder.Services.AddSingleton(new DocumentStoreService(mail.Documents, options.Api, runner.Stopping));
        var app = builder.Build();
        app.UseGrpcWeb(new GrpcWebOptions { DefaultEnabled = true });
        app.MapGrpcService<LedgerNodeService>();
        app.MapGrpcService<ScanSessionsService>();
        app.MapGrpcService<MailboxService>();
        app.MapGrpcService<DocumentStoreService>();
        app.MapGrpcHealthChecksService();
        app.MapGrpcReflectionService();
        var methods = MethodsOf(app);
        if (options.WebOrigins.Count > 0)
        {
            app.UseOrigins(options.WebOrigins, methods);
        }

        if (options.WebRoot is { } root)
        {
            app.Use(new PageServer(root, runner.Core.Chain.Genesis, methods).ServeAsync);
        }

        await ListenAsync(app, options, cancellationToken).ConfigureAwait(false);
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Select(
            address => new Uri(address))
            .ToList();
        return new NodeServer(app, addresses[0], options.WebPort is null ? null : addresses[1]) { Methods = methods };
    }

    /// <summary>The methods that are served, <c>/ledger.v1.LedgerNode/Submit</c> and so on.</summary>
    public IReadOnlyList<string> Methods { get; private init; } = [];

    // A method that somebody adds and gives no row would be refused to everybody: better that its first start says so.
    private static List<string> MethodsOf(WebApplication app)
    {
        var methods = ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints)
            .Select(endpoint => endpoint.Metadata.GetMetadata<GrpcMethodMetadata>()?.Method.FullName).OfType<string>().Distinct().ToList();
        return methods.Find(method => AccessTable.Find(method) is null) is { } without
            ? throw new InvalidOperationException($"{without} has no row in {nameof(AccessTable)}.")
            : methods;
    }

    private static AccessGate Gate(NodeRunner runner, NodeIdentity identity, AccessOptions options, TimeProvider clock)
    {
        var chain = new FinalSessionChain(runner.Core);
        return new AccessGate(options, chain.ChainId, identity.Id, chain, () => chain.BlockTime, new SignatureVerifier(), clock);
    }

    // Kestrel says in words which of its addresses it could not bind, and takes them in the order of their configuration.
    private static async Task ListenAsync(WebApplication app, NodeServerOptions options, CancellationToken cancellationToken)
    {
        try
        {
            await app.StartAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            await app.DisposeAsync().ConfigureAwait(false);
            var isWeb = options.WebPort is { } web && e.Message.Contains($":{web}", StringComparison.Ordinal) && web != options.GrpcPort;
            throw new AddressTakenException(new IPEndPoint(options.Address, isWeb ? options.WebPort!.Value : options.GrpcPort), e);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        await _app.StopAsync(patience.Token).ConfigureAwait(false);
        await _app.DisposeAsync().ConfigureAwait(false);
    }

    private static void Configure(KestrelServerOptions kestrel, NodeServerOptions options)
    {
        kestrel.AddServerHeader = false;
        // Who is gone without a word is noticed, and what it held is let go.
        kestrel.Limits.Http2.KeepAlivePingDelay = TimeSpan.FromSeconds(30);
        kestrel.Limits.Http2.KeepAlivePingTimeout = TimeSpan.FromSeconds(20);

        // Streams live long and are bounded by the service itself; the sizes of messages by gRPC.
        kestrel.Limits.MaxRequestBodySize = null;
        kestrel.Limits.MinRequestBodyDataRate = null;
        kestrel.Limits.MinResponseDataRate = null;
        var connections = new FairGate("connections", options.ConnectionsMax, options.Api.PartOf(options.ConnectionsMax));
        kestrel.Listen(
            options.Address, options.GrpcPort,
            listen => Serve(listen, HttpProtocols.Http2, connections, options.Tls, ClientCertificateMode.AllowCertificate));
        if (options.WebPort is { } webPort)
        {
            kestrel.Listen(options.Address, webPort, listen =>
            {
                listen.Use(next => connection =>
                {
                    connection.Features.Set(WebConnection.Mark);
                    return next(connection);
                });
                // Browsers speak HTTP/2 over TLS alone. Over HTTP/1.1 they keep six connections, and so many streams stop the page.
                var protocols = options.Tls is null ? HttpProtocols.Http1 : HttpProtocols.Http1AndHttp2;
                Serve(listen, protocols, connections, options.Tls, ClientCertificateMode.NoCertificate);
            });
        }
    }

    // A connection beyond the gate is closed without an answer: there is nobody yet to whom a refusal could be said.
    private static void Serve(
        ListenOptions listen, HttpProtocols protocols, FairGate connections, X509Certificate2? tls, ClientCertificateMode callers)
    {
        listen.Protocols = protocols;
        listen.Use(next => async connection =>
        {
            connections.TryEnter(Caller.At((connection.RemoteEndPoint as IPEndPoint)?.Address), out var lease);
            if (lease is null)
            {
                connection.Abort();
                return;
            }

            using (lease)
            {
                await using var displaced = lease.Displaced.Register(connection.Abort).ConfigureAwait(false);
                await next(connection).ConfigureAwait(false);
            }
        });
        if (tls is null)
        {
            return;
        }

        listen.UseHttps(https =>
        {
            https.ServerCertificate = tls;
            https.SslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13;
            https.ClientCertificateMode = callers; // a browser that is asked for one shows its user all that are in its store
            https.ClientCertificateValidation = (_, _, _) => true; // whose key it is the gate asks, and of nobody's it makes nothing
        });
    }

    private static ScanSessionBook Sessions(NodeRunner runner, NodeServerOptions options, TimeProvider clock, ILoggerFactory logging)
    {
        var chain = new FinalSessionChain(runner.Core);
        var verifier = new SignatureVerifier();
        var acceptance = options.Acceptance ?? new TrustListAcceptance(chain.Hasher, verifier);
        return new ScanSessionBook(chain, verifier, acceptance, options.Sessions, clock, logging.CreateLogger<ScanSessionBook>());
    }

    // A question is answered by a look at the node; who watches hears of a change within a period.
    private static void AddHealth(IServiceCollection services, NodeRunner runner)
    {
        services.AddGrpcHealthChecks(health =>
        {
            foreach (var service in (string[])["LedgerNode", "ScanSessions", "Mailbox", "DocumentStore"])
            {
                health.Services.Map($"ledger.v1.{service}", static _ => true);
            }
        }).AddCheck("readiness", new ReadinessCheck(runner));
        services.Configure<HealthCheckPublisherOptions>(publisher =>
        {
            publisher.Delay = TimeSpan.Zero;
            publisher.Period = HealthPeriod;
        });
    }
}

/// <summary>
/// A node cannot be served where its options say, since another program listens there or the address is not this machine's to use.
/// </summary>
/// <param name="endpoint">Where.</param>
/// <param name="inner">What the system said.</param>
public sealed class AddressTakenException(IPEndPoint endpoint, Exception inner)
    : IOException($"{endpoint} cannot be listened on: {(inner.InnerException ?? inner).Message.TrimEnd('.')}.", inner);
