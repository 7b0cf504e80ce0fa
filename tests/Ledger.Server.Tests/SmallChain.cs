using System.Text.Json.Nodes;
using Ledger.Host.Consortium;
using Ledger.Mail;
using Ledger.Protocol;
using Ledger.Seeds;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Server.Tests;

/// <summary>A chain whose validators run in this process and are stopped again, and the operator's commands on their folders.</summary>
internal sealed class SmallChain : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly string _folder = Directory.CreateTempSubdirectory("ledger-chain").FullName;
    private readonly ConsortiumSeed _seed = ConsortiumSeed.Create(start: DateTimeOffset.UtcNow.AddMinutes(-1));

    internal SmallChain() => File.WriteAllBytes(GenesisPath, _seed.Genesis.FileBytes.ToArray());

    internal GenesisFile Genesis => _seed.Genesis;

    internal string Nodes => PathOf("nodes");

    private string GenesisPath => PathOf("genesis.json");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    internal string PathOf(string name) => Path.Combine(_folder, name);

    internal string Validator(int index) => _seed.Validators[index].Name;

    internal string FolderOf(int validator) => Path.Combine(Nodes, Validator(validator));

    internal Task<LocalConsortium> StartAsync() => LocalConsortium.StartAsync(
        new ConsortiumOptions
        {
            DataDirectory = Nodes,
            Genesis = _seed.Genesis,
            Validators = [.. _seed.Validators.Select(v => new ConsortiumValidator(v.Name, v.KeyPair.CreateSigner(),
                v.Receipts.CreateSigner()))],
            Node = new Node.NodeOptions { HeartbeatMs = 50 },
            Mail = new MailOptions { FreeDiskBytesMin = 0 },
        },
        NullLoggerFactory.Instance,
        CancellationToken.None);

    /// <summary>Runs it until a height is final everywhere.</summary>
    internal async Task RunUntilFinalAsync(ulong height)
    {
        await using var running = await StartAsync();
        await UntilAsync(() => running.Nodes.All(node => node.Runner.Core.Finality.FinalHeight >= height));
    }

    internal static async Task UntilAsync(Func<bool> holds)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!holds())
        {
            await Task.Delay(20, patience.Token);
        }
    }

    /// <summary>What a command shows; it ends with the code, and says nothing where that is one of failure.</summary>
    internal async Task<JsonObject> RunAsync(int code, params string[] args)
    {
        var (ended, output, error) = await TryAsync(args);
        Assert.True(ended == code, $"{string.Join(' ', args)} ended with {ended}: {error}{output}");
        return output is { Length: > 0 } text ? JsonNode.Parse(text)!.AsObject() : [];
    }

    internal Task<(int Code, string Out, string Error)> TryAsync(params string[] args) =>
        NodeProgram.RunAsync(_ => null, width: 200, [.. args, "--genesis", GenesisPath, "--json"]);
}
