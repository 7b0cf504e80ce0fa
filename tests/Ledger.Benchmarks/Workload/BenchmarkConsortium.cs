using Grpc.Net.Client;
using Ledger.Host;
using Ledger.Host.Consortium;
using Ledger.Node;
using Ledger.Protocol.V1;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Benchmarks;

/// <summary>Four validators in this process on a directory that goes with them, and a gRPC client to each.</summary>
internal sealed class BenchmarkConsortium : IAsyncDisposable
{
    private readonly LocalConsortium _consortium;
    private readonly List<GrpcChannel> _channels;
    private bool _stopped;

    private BenchmarkConsortium(DirectoryInfo directory, LocalConsortium consortium)
    {
        Directory = directory;
        _consortium = consortium;
        _channels = [.. consortium.Nodes.Select(node => GrpcChannel.ForAddress(node.Server.GrpcAddress, new GrpcChannelOptions
        {
            HttpHandler = new SocketsHttpHandler { EnableMultipleHttp2Connections = true },
            MaxReceiveMessageSize = null,
        }))];
        Clients = [.. _channels.Select(channel => new LedgerNode.LedgerNodeClient(channel))];
    }

    internal DirectoryInfo Directory { get; }

    internal IReadOnlyList<LedgerNode.LedgerNodeClient> Clients { get; }

    internal IReadOnlyList<ConsortiumNode> Nodes => _consortium.Nodes;

    internal Task<Exception> Halted => _consortium.Halted;

    internal static async Task<BenchmarkConsortium> StartAsync(BenchmarkChain chain, NodeOptions node, CancellationToken cancellationToken)
    {
        var directory = System.IO.Directory.CreateTempSubdirectory("ledger-bench-");
        var options = new ConsortiumOptions
        {
            DataDirectory = directory.FullName,
            Genesis = chain.Genesis,
            Validators =
            [
                .. chain.Consortium.Validators.Select(
                    v => new ConsortiumValidator(v.Name, v.KeyPair.CreateSigner(), v.Receipts.CreateSigner())),
            ],
            Node = node,
            Server = new NodeServerOptions(),
        };
        return new BenchmarkConsortium(directory, await LocalConsortium.StartAsync(options, NullLoggerFactory.Instance, cancellationToken));
    }

    /// <summary>Stops the nodes and says how many bytes each validator keeps on disk, the order not counted.</summary>
    internal async Task<long> StopAsync()
    {
        foreach (var channel in _channels)
        {
            channel.Dispose();
        }

        await _consortium.DisposeAsync();
        _stopped = true;
        var validators = Directory.GetDirectories().Where(folder => folder.Name != "ordering").ToList();
        return validators.Sum(
            folder => folder.EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length)) / Math.Max(1, validators.Count);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_stopped)
        {
            await StopAsync();
        }

        Directory.Delete(recursive: true);
    }
}
