using Ledger.Host;
using Ledger.Host.Consortium;
using Ledger.Seeds;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Fuzz.Grpc;

/// <summary>The test consortium, served from a directory that goes with it, to be sent garbage.</summary>
public sealed class FuzzedNode : IAsyncDisposable
{
    private readonly DirectoryInfo _directory;
    private readonly LocalConsortium _consortium;

    private FuzzedNode(DirectoryInfo directory, LocalConsortium consortium)
    {
        _directory = directory;
        _consortium = consortium;
        Fuzzer = new GrpcFuzzer(consortium.Nodes[0], FuzzWorld.Instance);
        Drops = new DropFuzzer(consortium.Nodes[0], FuzzWorld.Instance);
    }

    /// <summary>Sends to the first of the nodes.</summary>
    public GrpcFuzzer Fuzzer { get; }

    /// <summary>Takes what the first of the nodes holds for callers, and drops it.</summary>
    public DropFuzzer Drops { get; }

    /// <summary>Whether no validator has halted.</summary>
    public bool IsRunning => !_consortium.Halted.IsCompleted;

    /// <summary>Starts it.</summary>
    public static async Task<FuzzedNode> StartAsync()
    {
        var directory = Directory.CreateTempSubdirectory("ledger-fuzz-");
        ConsortiumSeed seed = FuzzWorld.Instance.Consortium;
        var options = new ConsortiumOptions
        {
            DataDirectory = directory.FullName,
            Genesis = seed.Genesis,
            Validators =
            [
                .. seed.Validators.Select(v => new ConsortiumValidator(v.Name, v.KeyPair.CreateSigner(), v.Receipts.CreateSigner())),
            ],
            Server = new NodeServerOptions(),
        };
        return new FuzzedNode(
            directory,
            await LocalConsortium.StartAsync(options, NullLoggerFactory.Instance, CancellationToken.None).ConfigureAwait(false));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Fuzzer.Dispose();
        await _consortium.DisposeAsync().ConfigureAwait(false);
        _directory.Delete(recursive: true);
    }
}
