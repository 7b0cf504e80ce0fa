using System.Net;
using System.Text.Json.Nodes;
using Ledger.Chaos;
using Ledger.Server.Founding;
using Ledger.Server.Net;

namespace Ledger.Benchmarks.Consortium;

/// <summary>
/// Four nodes and three etcd members as processes of their own on free loopback ports, founded as <c>ledger init</c> does it, in a folder
/// that goes with them.
/// </summary>
internal sealed class BenchmarkNet : IAsyncDisposable
{
    private static readonly string[] Names = ["zhuhai", "beijing", "guangzhou", "regulator"];
    private static readonly string[] Codes = ["12440400XYKE27AY53", "12110000XYKE27AY5X", "12440100XYKE27AY5K", "11440400XYKE27AY56"];
    private const int EtcdMembers = 3;
    private readonly DirectoryInfo _parent;

    private BenchmarkNet(DirectoryInfo parent, ConsortiumNet net, Machines? machines) => (_parent, Net, Machines) = (parent, net, machines);

    internal ConsortiumNet Net { get; }

    /// <summary>The machines that it runs on; null where all of it runs on this one.</summary>
    internal Machines? Machines { get; }

    /// <summary>The genesis file that every member has.</summary>
    internal string GenesisPath => Path.Combine(Net.Members[0].Folder, FoundingFolder.Genesis);

    /// <summary>Founds and starts it.</summary>
    /// <param name="more">What else the chain begins with, as JSON of <c>ledger.v1.Genesis</c>; null for nothing.</param>
    /// <param name="heartbeatMs">An idle chain makes a block after this long; null for the nodes' own default.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <param name="parts">Whether each member has a machine of its own, a network namespace.</param>
    internal static async Task<BenchmarkNet> StartAsync(
        string? more, int? heartbeatMs, CancellationToken cancellationToken, bool parts = false)
    {
        var parent = Directory.CreateTempSubdirectory("ledger-bench-");
        var machines = parts ? await Machines.ConnectAsync(Names) : null;
        ConsortiumNet? net = null;
        try
        {
            net = new ConsortiumNet(
                await FoundAsync(parent, more, heartbeatMs, machines, cancellationToken), machines is null ? null : machines.Launcher);
            await net.UpAsync((_, _) => { }, cancellationToken);
            return new BenchmarkNet(parent, net, machines);
        }
        catch
        {
            await EndAsync(parent, net, machines);
            throw;
        }
    }

    public async ValueTask DisposeAsync() => await EndAsync(_parent, Net, Machines);

    private static async Task<string> FoundAsync(
        DirectoryInfo parent, string? more, int? heartbeatMs, Machines? machines, CancellationToken cancellationToken)
    {
        var members = Path.Combine(parent.FullName, "members.json");
        var file = new JsonObject
        {
            ["name"] = "基准测试联盟链",
            ["rehearsal"] = true,
            ["members"] = new JsonArray([.. Names.Select((name, i) => Member(name, Codes[i], isEtcd: i < EtcdMembers, machines))]),
        };
        if (heartbeatMs is not null)
        {
            file["heartbeat_ms"] = heartbeatMs;
        }

        if (more is not null)
        {
            file["genesis"] = "more.json";
            await File.WriteAllTextAsync(Path.Combine(parent.FullName, "more.json"), more, cancellationToken);
        }

        await File.WriteAllTextAsync(members, file.ToJsonString(), cancellationToken);
        var folder = Path.Combine(parent.FullName, "consortium");
        using var founder = new Founder(MembersReader.Read(members), DateTimeOffset.UtcNow);
        founder.Write(folder);
        return folder;
    }

    private static async Task EndAsync(DirectoryInfo parent, ConsortiumNet? net, Machines? machines)
    {
        if (net is not null)
        {
            await net.DownAsync((_, _) => { });
        }

        if (machines is not null)
        {
            await machines.DisposeAsync();
        }

        parent.Delete(recursive: true);
    }

    private static JsonObject Member(string name, string uscc, bool isEtcd, Machines? machines)
    {
        var member = new JsonObject
        {
            ["node"] = name,
            ["uscc"] = uscc,
            ["name"] = name,
            ["region"] = "440400",
            ["roles"] = new JsonArray("TradingCentre"),
            ["address"] = machines?.AddressOf(name) ?? IPAddress.Loopback.ToString(),
            ["client_address"] = machines?.ClientAddressOf(name) ?? IPAddress.Loopback.ToString(),
        };
        if (isEtcd)
        {
            member["etcd"] = new JsonObject();
        }

        if (machines is null)
        {
            TakeFreePorts(member);
        }

        return member;
    }

    // On one machine all members share the ports.
    private static void TakeFreePorts(JsonObject member)
    {
        (member["grpc_port"], member["peer_port"]) = (0, 0);
        if (member["etcd"] is { } etcd)
        {
            (etcd["client_port"], etcd["peer_port"]) = (0, 0);
        }
    }
}
