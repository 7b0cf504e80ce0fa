using System.Net;
using System.Text.Json.Nodes;
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

    private BenchmarkNet(DirectoryInfo parent, ConsortiumNet net) => (_parent, Net) = (parent, net);

    internal ConsortiumNet Net { get; }

    /// <summary>The genesis file that every member has.</summary>
    internal string GenesisPath => Path.Combine(Net.Members[0].Folder, FoundingFolder.Genesis);

    /// <summary>Founds and starts it.</summary>
    /// <param name="more">What else the chain begins with, as JSON of <c>ledger.v1.Genesis</c>; null for nothing.</param>
    /// <param name="heartbeatMs">An idle chain makes a block after this long; null for the nodes' own default.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    internal static async Task<BenchmarkNet> StartAsync(string? more, int? heartbeatMs, CancellationToken cancellationToken)
    {
        var parent = Directory.CreateTempSubdirectory("ledger-bench-");
        var members = Path.Combine(parent.FullName, "members.json");
        var file = new JsonObject
        {
            ["name"] = "基准测试联盟链",
            ["rehearsal"] = true,
            ["members"] = new JsonArray([.. Names.Select((name, i) => Member(name, Codes[i], isEtcd: i < EtcdMembers))]),
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
        using (var founder = new Founder(MembersReader.Read(members), DateTimeOffset.UtcNow))
        {
            founder.Write(folder);
        }

        var started = new BenchmarkNet(parent, new ConsortiumNet(folder));
        try
        {
            await started.Net.UpAsync((_, _) => { }, cancellationToken);
            return started;
        }
        catch
        {
            await started.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Net.DownAsync((_, _) => { });
        _parent.Delete(recursive: true);
    }

    private static JsonObject Member(string name, string uscc, bool isEtcd)
    {
        var member = new JsonObject
        {
            ["node"] = name,
            ["uscc"] = uscc,
            ["name"] = name,
            ["region"] = "440400",
            ["roles"] = new JsonArray("TradingCentre"),
            ["address"] = IPAddress.Loopback.ToString(),
            ["grpc_port"] = 0,
            ["peer_port"] = 0,
        };
        if (isEtcd)
        {
            member["etcd"] = new JsonObject { ["client_port"] = 0, ["peer_port"] = 0 };
        }

        return member;
    }
}
