using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Ledger.Crypto.Keys;
using Ledger.Crypto.Signatures;
using Ledger.Node;
using Ledger.Node.Snapshots;
using Ledger.Peers;
using Ledger.Protocol;
using Ledger.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Benchmarks.CatchUp;

/// <summary>
/// A node on an empty directory, which has everything over TLS from two others: ports of one made chain under the names of two validators,
/// so that more than a third of the votes vouch for its snapshot.
/// </summary>
internal sealed class NewNode : IAsyncDisposable
{
    private const int Others = 2;
    private readonly GenesisFile _genesis;
    private readonly NodeOptions _options;
    private readonly RocksStore _store;
    private readonly List<X509Certificate2> _certificates = [.. Enumerable.Range(0, Others + 1).Select(_ => NewCertificate())];
    private readonly List<PeerServer> _servers = [];
    private readonly CancellationTokenSource _stop = new();
    private PeerNetwork? _network;
    private NodeRunner? _runner;

    private NewNode(GenesisFile genesis, string directory, NodeOptions options) =>
        (_genesis, _options, _store) = (genesis, options, RocksStore.Open(directory, new RocksStoreOptions()));

    internal static async Task<NewNode> ConnectAsync(
        BenchmarkChain source, MadeChain chain, string directory, NodeOptions options, CancellationToken cancellationToken)
    {
        var node = new NewNode(source.Genesis, directory, options);
        var self = new Peer("new", chain.Validators[^1], new Uri("https://127.0.0.1:1"), [TlsPin.Of(node._certificates[Others])]);
        var snapshots = new SnapshotServer(chain.Core, options.Execution.SnapshotEvery, TimeProvider.System);
        var peers = new List<Peer>();
        for (var i = 0; i < Others; i++)
        {
            var served = new PeerOptions { Certificate = node._certificates[i], Peers = [self] };
            var server = await PeerServer.StartAsync(
                served, chain.Core, snapshots, _ => { }, TimeProvider.System, NullLoggerFactory.Instance, node._stop.Token,
                cancellationToken);
            node._servers.Add(server);
            peers.Add(new Peer($"node {i}", chain.Validators[i], server.Address, [TlsPin.Of(node._certificates[i])]));
        }

        node._network = new PeerNetwork(
            new PeerOptions { Certificate = node._certificates[Others], Peers = peers }, source.Genesis, new SignatureVerifier(),
            TimeProvider.System, NullLogger.Instance);
        return node;
    }

    /// <summary>Begins at a snapshot of the others.</summary>
    internal Task<SnapshotJoinOutcome> JoinAsync(CancellationToken cancellationToken) => new SnapshotJoin(
        "new", _genesis, _store, new SignatureVerifier(), _network!.Snapshots, new SnapshotJoinOptions(), TimeProvider.System,
        NullLogger.Instance).RunAsync(cancellationToken);

    /// <summary>Runs until it has what is final at a height.</summary>
    internal async Task RunToAsync(ulong height, CancellationToken cancellationToken)
    {
        const int PauseMs = 5;
        var parts = new NodeParts(
            _genesis, _store, new SignatureVerifier(), _network!, null, TimeProvider.System, TimeProvider.System)
        { FinalRuns = _network };
        _runner = new NodeRunner("new", parts, _options, new NothingOrdered(), NullLogger.Instance);
        _runner.Start();
        while (_runner.Core.Finality.FinalHeight < height)
        {
            if (_runner.Halted.IsCompleted)
            {
                throw await _runner.Halted;
            }

            await Task.Delay(PauseMs, cancellationToken);
        }
    }

    /// <summary>Whether it has the same state as the chain that it caught up with.</summary>
    internal bool HasStateOf(MadeChain chain) => _runner!.Core.Chain.Head.Hash == chain.Core.Chain.Head.Hash;

    public async ValueTask DisposeAsync()
    {
        if (_runner is not null)
        {
            await _runner.DisposeAsync();
        }

        if (_network is not null)
        {
            await _network.DisposeAsync();
        }

        await _stop.CancelAsync();
        foreach (var server in _servers)
        {
            await server.DisposeAsync();
        }

        _store.Dispose();
        _certificates.ForEach(certificate => certificate.Dispose());
        _stop.Dispose();
    }

    private static X509Certificate2 NewCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=node", key, HashAlgorithmName.SHA256);
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }
}
