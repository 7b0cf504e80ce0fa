using System.Text.Json.Nodes;
using Ledger.Terminal;

namespace Ledger.Server.Tests;

/// <summary>A consortium of separate processes with three real etcd members, on free ports, for all tests of a class.</summary>
[CollectionDefinition(nameof(NetFixture))]
public sealed class NetFixture : IAsyncLifetime, ICollectionFixture<NetFixture>
{
    private readonly string _parent = Directory.CreateTempSubdirectory("ledger-net-").FullName;

    internal string Folder => Path.Combine(_parent, "consortium");

    public async Task InitializeAsync()
    {
        var members = Path.Combine(_parent, "members.json");
        var file = FoundingTests.Loopback();
        file["heartbeat_ms"] = 500; // an idle chain leaves the cores to what is tested
        await File.WriteAllTextAsync(members, file.ToJsonString());
        var (code, _, error) = await RunAsync("init", "--members", members, "--out", Folder);
        Assert.True(code == ExitCode.Done, error);
    }

    /// <summary>Starts what does not run, where it was.</summary>
    internal async Task EnsureUpAsync()
    {
        var (code, _, error) = await RunAsync("net", "up", Folder);
        Assert.True(code == ExitCode.Done, error);
    }

    // Down leaves nothing running, twice does no harm, and status then says that everything is stopped.
    public async Task DisposeAsync()
    {
        var (code, _, error) = await RunAsync("net", "down", Folder);
        Assert.True(code == ExitCode.Done, error);
        Assert.Empty(ProcessesThere());
        Assert.Equal(ExitCode.Done, (await RunAsync("net", "down", Folder)).Code);
        var (standing, status) = await StatusAsync();
        Assert.Equal(ExitCode.Unreachable, standing);
        Assert.All(status["nodes"]!.AsArray(), node => Assert.Equal("Stopped", node!["standing"]!.GetValue<string>()));
        Directory.Delete(_parent, recursive: true);
    }

    /// <summary>The processes of this machine that work in the consortium's folder, whoever started them.</summary>
    internal List<int> ProcessesThere() =>
    [
        .. Directory.EnumerateDirectories("/proc").Select(Path.GetFileName).Where(name => name!.All(char.IsAsciiDigit))
            .Where(id => TargetOf($"/proc/{id}/cwd")?.StartsWith(Folder, StringComparison.Ordinal) == true).Select(id => int.Parse(id!)),
    ];

    internal static Task<(int Code, string Out, string Error)> RunAsync(params string[] args) => NodeProgram.RunAsync(args);

    /// <summary>What <c>net status --json</c> says, and how it ends.</summary>
    internal async Task<(int Code, JsonNode Status)> StatusAsync()
    {
        var (code, shown, error) = await RunAsync("net", "status", Folder, "--json");
        return (code, JsonNode.Parse(shown) ?? throw new InvalidOperationException(error));
    }

    /// <summary>Waits until nothing is wrong: an election or a restart takes its moment.</summary>
    internal async Task<JsonNode> UntilWellAsync()
    {
        for (var tries = 0; ; tries++)
        {
            var (code, status) = await StatusAsync();
            if (code == ExitCode.Done && NumberOf(status, "height") > 1)
            {
                return status;
            }

            Assert.True(tries < 600, status.ToJsonString());
            await Task.Delay(50);
        }
    }

    /// <summary>Waits until every node has what any had as final when this began.</summary>
    internal async Task UntilLevelAsync()
    {
        var height = NumberOf(await UntilWellAsync(), "height");
        for (var tries = 0; (await UntilWellAsync())["nodes"]!.AsArray().Any(node => NumberOf(node!, "height") < height); tries++)
        {
            Assert.True(tries < 600, "A node stays behind.");
            await Task.Delay(50);
        }
    }

    internal static long NumberOf(JsonNode record, string name) => long.Parse(record[name]!.ToString());

    private static string? TargetOf(string link)
    {
        try
        {
            return new FileInfo(link).LinkTarget;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
