using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Google.Protobuf;
using Ledger.Crypto.Keys;
using Ledger.FakeNode;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema.Account;

namespace Ledger.Cli.Tests;

/// <summary>A fake node, a genesis file, and a key whose certificate the chain has registered.</summary>
public abstract class CliFixture : IAsyncLifetime
{
    private static readonly ConcurrentDictionary<int, Lazy<byte[]>> KeyFiles = new();
    private readonly Dictionary<string, string> _variables = new(StringComparer.Ordinal);

    private protected FakeNodeServer Server { get; private set; } = null!;

    // A busy machine is no silent node, but where silence is what is tested.
    private protected TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(50);

    private protected string Folder { get; } = Directory.CreateTempSubdirectory("ledger-cli").FullName;

    // Most tests are of what reaches the node, whatever the chain would make of it: it takes every call.
    private protected virtual FakeChain NewChain() => new();

    public virtual async Task InitializeAsync()
    {
        Server = await FakeNodeServer.StartAsync(chain: NewChain());
        await File.WriteAllBytesAsync(PathOf("genesis.json"), Server.Chain.GenesisBytes);
        await File.WriteAllTextAsync(PathOf("pin"), "628153\n");
        using var pair = Keys.Pair(100);
        await CopyKeyAsync("key", 100);
        Server.Chain.Put(
            (AccountTables.Certificates.Key(new byte[Digest.Bytes]), new CertificateRecord
            {
                Algorithm = (uint)pair.Algorithm,
                PublicKey = ByteString.CopyFrom(pair.PublicKey.Encoded),
                NotAfter = long.MaxValue,
            }),
            (AccountTables.KeyOf(pair.PublicKey, Server.Chain.Genesis.Hasher), new KeyRecord
            {
                Purpose = KeyPurpose.Certificate,
                CertificateIds = { ByteString.CopyFrom(new byte[Digest.Bytes]) },
            }));
        _variables["LEDGER_GENESIS"] = PathOf("genesis.json");
        _variables["LEDGER_NODE"] = Server.Address.ToString();
        _variables["LEDGER_KEY"] = PathOf("key");
        _variables["LEDGER_PIN_FILE"] = PathOf("pin");
        _variables["LEDGER_MAX_HEAD_AGE"] = "off"; // the fake chain's clock stands in 2023
    }

    public virtual async Task DisposeAsync()
    {
        await Server.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    // Deriving a key from a PIN is slow on purpose: once for each key is enough.
    private protected async Task CopyKeyAsync(string name, int number)
    {
        var bytes = KeyFiles.GetOrAdd(number, static number => new Lazy<byte[]>(() => MakeKeyFile(number))).Value;
        await File.WriteAllBytesAsync(PathOf(name), bytes);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(PathOf(name), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    private static byte[] MakeKeyFile(int number)
    {
        var folder = Directory.CreateTempSubdirectory("ledger-key");
        using var pair = Keys.Pair(number);
        KeyFile.Create(Path.Combine(folder.FullName, "key"), pair, "628153", KeyFileCost.OfKnownKeys);
        var bytes = File.ReadAllBytes(Path.Combine(folder.FullName, "key"));
        folder.Delete(recursive: true);
        return bytes;
    }

    private protected string PathOf(string name) => Path.Combine(Folder, name);

    private protected void Set(string variable, string? value) => _variables[variable] = value ?? "";

    private protected async Task<(int Code, string Out, string Error)> RunAsync(params string[] args)
    {
        await using var output = new StringWriter();
        await using var error = new StringWriter();
        var context = new CliContext
        {
            Out = output,
            Error = error,
            Variable = name => _variables.GetValueOrDefault(name),
            Width = 200,
            Patience = Patience,
        };
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var code = await ReusedTrees.RunAsync<LedgerCommandLine>(args, context, stop.Token);
        return (code, output.ToString(), error.ToString());
    }

    /// <summary>Runs with <c>--json</c>, expects this exit code, and gives the document.</summary>
    private protected async Task<JsonObject> JsonAsync(int code, params string[] args)
    {
        var run = await RunAsync([.. args, "--json"]);
        Assert.True(run.Code == code, $"{run.Code}: {run.Error}");
        return JsonNode.Parse(run.Out)!.AsObject();
    }
}
