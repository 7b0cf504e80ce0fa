using System.Text.Json.Nodes;
using Ledger.Chaos;
using Ledger.Server.Net;
using Ledger.Terminal;

namespace Ledger.Server.Tests;

/// <summary>
/// A consortium of four machines whose network parts, while clients reach both sides: no side without a quorum makes anything final, none
/// shows another history, and all is level once the network is whole.
/// </summary>
[Collection(nameof(NetFixture))]
public sealed class PartitionTests : IAsyncLifetime
{
    private const int Clients = 6;
    private const ulong Seed = 5;
    private const ulong BlocksOfOthers = 5;
    private static readonly TimeSpan InFlight = TimeSpan.FromMilliseconds(700); // for what was on its way
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);
    private static readonly string[] Names = ["zhuhai", "beijing", "guangzhou", "regulator"];
    private readonly string _parent = Directory.CreateTempSubdirectory("ledger-parts-").FullName;
    private Machines _machines = null!;
    private ConsortiumNet _net = null!;

    public async Task InitializeAsync()
    {
        _machines = await Machines.ConnectAsync(Names);
        var file = JsonNode.Parse(await File.ReadAllTextAsync(Repository.PathOf("docker/members.json")))!.AsObject();
        file["heartbeat_ms"] = 500;
        foreach (var member in file["members"]!.AsArray())
        {
            var name = member!["node"]!.ToString();
            (member["address"], member["client_address"]) = (_machines.AddressOf(name), _machines.ClientAddressOf(name));
        }

        var members = Path.Combine(_parent, "members.json");
        await File.WriteAllTextAsync(members, file.ToJsonString());
        var folder = Path.Combine(_parent, "consortium");
        var (code, _, error) = await NodeProgram.RunAsync("init", "--members", members, "--out", folder);
        Assert.True(code == ExitCode.Done, error);
        _net = new ConsortiumNet(folder, _machines.Launcher);
        await _net.UpAsync((_, _) => { }, default);
    }

    public async Task DisposeAsync()
    {
        await _net.DownAsync((_, _) => { });
        await _machines.DisposeAsync();
        Directory.Delete(_parent, recursive: true);
    }

    [Fact]
    public async Task A_network_that_parts_makes_no_second_history_and_is_level_once_it_is_whole()
    {
        using var clients = new ChaosClients(_net.Members);
        using var stop = new CancellationTokenSource();
        var run = new ChaosRun(_net, clients, _machines);
        var working = clients.RunAsync(Clients, Seed, stop.Token);
        await run.UntilFinalAsync(default);

        // Whoever leads the etcd is alone: the other three go on without it, and it makes nothing final.
        var leader = (await run.EtcdLeaderAsync(default))!.Member;
        await _machines.PartAsync(leader);
        await Task.Delay(InFlight);
        var alone = await HeightAsync(leader);
        while (await HeightAsync(Names.First(name => name != leader)) < alone + BlocksOfOthers)
        {
            await Task.Delay(Look);
        }

        Assert.Equal(alone, await HeightAsync(leader));
        await _machines.JoinAsync();
        await run.UntilFinalAsync(default);

        // Two and two: neither side has more than two thirds of the votes.
        await _machines.PartAsync(Names[0], Names[3]);
        await Task.Delay(InFlight);
        var stuck = await NewestAsync(); // who was behind may still come to it
        await Task.Delay(2 * InFlight);
        Assert.Equal(stuck, await NewestAsync());
        await _machines.JoinAsync();
        await run.UntilFinalAsync(default);

        await stop.CancelAsync();
        await working;
        await run.UntilLevelAsync(default);
        var history = await clients.HistoryAsync(default);
        Assert.Equal("", string.Join(Environment.NewLine, clients.Surprises));
        Assert.True(clients.Finalised > 10, $"{clients.Finalised} writes were final: too few to mean anything.");
        Assert.Empty(HistoryChecker.Check(history));
    }

    private async Task<ulong> NewestAsync() => (await Task.WhenAll(Names.Select(HeightAsync))).Max();

    // The newest height that the node shows to be final.
    private async Task<ulong> HeightAsync(string name)
    {
        var status = await ConsortiumNet.AskAsync(_net.Members.Single(member => member.Name == name), default);
        return status!.Certificate.Height;
    }
}
