using System.Text.Json.Nodes;
using Ledger.Crypto.Keys;
using Ledger.Seeds;

namespace Ledger.Server.Tests;

/// <summary>A folder with a chain's genesis, its validators' keys, and a configuration that names them.</summary>
public abstract class ServerFixture : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ledger-server").FullName;

    protected ServerFixture()
    {
        Seed = ConsortiumSeed.Create(start: DateTimeOffset.UtcNow.AddMinutes(-1));
        Seed.WriteTo(_folder);
        File.WriteAllText(PathOf("pin"), ConsortiumFiles.TestPin + "\n");
    }

    private protected ConsortiumSeed Seed { get; }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing) => Directory.Delete(_folder, recursive: true);

    private protected string PathOf(string name) => Path.Combine(_folder, name);

    /// <summary>A configuration in which nothing is wrong.</summary>
    private protected JsonObject Good() => new()
    {
        ["genesis"] = ConsortiumFiles.GenesisName,
        ["data"] = "data",
        ["validators"] = new JsonArray([.. Seed.Validators.Select(validator => (JsonNode)new JsonObject
        {
            ["name"] = validator.Name,
            ["key"] = $"validators/{validator.Name}.key",
            ["receipts"] = $"validators/{validator.Name}.receipts.key",
            ["pin_file"] = "pin",
        })]),
        ["grpc_port"] = 0,
        ["web_port"] = 0,
        ["heartbeat_ms"] = 50,
        ["mail"] = new JsonObject { ["free_disk_bytes_min"] = 0 },
    };

    private protected string Write(JsonObject configuration)
    {
        File.WriteAllText(PathOf("node.json"), configuration.ToJsonString());
        return PathOf("node.json");
    }

    /// <summary>A key file under the test PIN.</summary>
    private protected void WriteKey(string name)
    {
        using var pair = KeyPair.Generate(Seed.Algorithm);
        KeyFile.Create(PathOf(name), pair, ConsortiumFiles.TestPin, KeyFileCost.OfKnownKeys);
    }

    private protected static Task<(int Code, string Out, string Error)> RunAsync(params string[] args) => NodeProgram.RunAsync(args);
}
