using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Threading.Channels;
using Ledger.Crypto.Keys;
using Ledger.Node.Snapshots;
using Ledger.Protocol.V1;
using Ledger.TestConsortium;
using Microsoft.Extensions.Logging;

namespace Ledger.Peers.Tests;

/// <summary>One node's port and its way to the others, on loopback with real TLS; what it hears is kept, and what it says of it.</summary>
internal sealed class PeerUnderTest : ILoggerFactory, ILogger
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Channel<PeerMessage> _heard = Channel.CreateUnbounded<PeerMessage>();
    private readonly List<string> _log = [];

    internal PeerUnderTest(int validator, X509Certificate2? certificate = null, int? port = null)
    {
        Validator = validator;
        Certificate = certificate ?? NewCertificate();
        Port = port ?? FreePort();
    }

    internal int Validator { get; }

    internal X509Certificate2 Certificate { get; }

    internal int Port { get; }

    internal NodeUnderTest Node { get; init; } = new();

    /// <summary>What it offers to nodes that begin anew.</summary>
    internal SnapshotServer? Snapshots { get; init; }

    internal PeerNetwork Network { get; private set; } = null!;

    internal PeerServer Server { get; private set; } = null!;

    /// <summary>What it has logged so far: a copy, for its loops log on.</summary>
    internal IReadOnlyList<string> Log
    {
        get
        {
            lock (_log)
            {
                return [.. _log];
            }
        }
    }

    internal Peer AsPeer => new(
        $"node-{Validator}", TestChain.ValidatorId(Validator), new Uri($"https://127.0.0.1:{Port}"), [TlsPin.Of(Certificate)]);

    /// <summary>Options that name these others.</summary>
    internal PeerOptions OptionsOf(params Peer[] others) => new()
    {
        Port = Port,
        Certificate = Certificate,
        Peers = others,
        ConnectMs = 5_000,
        PauseMs = 5,
    };

    internal async Task<PeerUnderTest> StartAsync(PeerOptions options)
    {
        Network = new PeerNetwork(options, TestChain.Genesis, TestChain.Verifier, TimeProvider.System, this);
        await ServeAsync(options);
        return this;
    }

    internal async Task ServeAsync(PeerOptions options) => Server = await PeerServer.StartAsync(
        options, Node.Core, Snapshots, message => _heard.Writer.TryWrite(message), TimeProvider.System, this, _stop.Token, default);

    internal async Task<PeerMessage> HearAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        return await _heard.Reader.ReadAsync(patience.Token);
    }

    internal int HeardCount => _heard.Reader.Count;

    internal async Task UntilLoggedAsync(string words)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!Said(words))
        {
            await Task.Delay(5, patience.Token);
        }
    }

    internal bool Said(string words) => Log.Any(line => line.Contains(words, StringComparison.Ordinal));

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Network.DisposeAsync();
        await Server.DisposeAsync();
        Certificate.Dispose();
        _stop.Dispose();
    }

    internal static X509Certificate2 NewCertificate(ECDsa? key = null, int endedDaysAgo = 0)
    {
        using var own = key is null ? ECDsa.Create(ECCurve.NamedCurves.nistP256) : null;
        var request = new CertificateRequest("CN=node", key ?? own!, HashAlgorithmName.SHA256);
        return request.CreateSelfSigned(
            DateTimeOffset.UtcNow.AddDays(-400), endedDaysAgo > 0 ? DateTimeOffset.UtcNow.AddDays(-endedDaysAgo)
                : DateTimeOffset.UtcNow.AddDays(1));
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    void ILogger.Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        lock (_log)
        {
            _log.Add(formatter(state, exception));
        }
    }

    bool ILogger.IsEnabled(LogLevel logLevel) => true;

    IDisposable? ILogger.BeginScope<TState>(TState state) => null;

    ILogger ILoggerFactory.CreateLogger(string categoryName) => this;

    void ILoggerFactory.AddProvider(ILoggerProvider provider)
    {
    }

    void IDisposable.Dispose()
    {
    }
}
