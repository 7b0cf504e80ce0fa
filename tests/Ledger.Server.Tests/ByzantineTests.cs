using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Ledger.Chaos;
using Ledger.Server.Net;

namespace Ledger.Server.Tests;

/// <summary>
/// A consortium of real processes, one of which lies, and whose nodes are lied to by their etcd: its clients see one order. ./bench chaos
/// goes on longer.
/// </summary>
[Collection(nameof(NetFixture))]
public sealed class ByzantineTests(NetFixture net)
{
    private const int Clients = 6;
    private const ulong Seed = 13;
    private const int WritesWanted = 15;
    private const int LiesWanted = 25;

    [Fact]
    public async Task A_validator_that_lies_and_an_etcd_that_lies_to_a_node_cost_nothing_that_is_final()
    {
        await net.EnsureUpAsync();
        var consortium = new ConsortiumNet(net.Folder);
        var (doubting, lying) = (consortium.Members[1], consortium.Members[3]);
        using var clients = new ChaosClients(consortium.Members) { Rest = TimeSpan.FromMilliseconds(100) };
        using var stop = new CancellationTokenSource();
        var run = new ChaosRun(consortium, clients);
        var working = clients.RunAsync(Clients, Seed, stop.Token);
        await run.UntilFinalAsync(default);

        // Three of four are honest, and one of these has its order from an etcd that loses and reorders: all go on.
        var port = FreePort();
        await using var doubt = await ByzantineNode.StartAsync(ChaosFault.Doubt, doubting.Node, consortium, clients, port, default);
        await using (var lie = await ByzantineNode.StartAsync(ChaosFault.Lie, lying.Node, consortium, clients, 0, default))
        {
            await UntilAsync(async () => await EquivocationsAsync(port) > 0, "No equivocation was seen.");
            await UntilAsync(() => Task.FromResult(doubt.Lies!.Told >= LiesWanted), "The etcd tells too few lies to mean anything.");
            var written = clients.Finalised;
            await UntilAsync(() => Task.FromResult(clients.Finalised >= written + WritesWanted), "Too few writes became final.");
            await lie.EndAsync(default);
        }

        // Where it shows the same node another history, this one halts rather than go on with it; the others need it for nothing.
        await run.UntilFinalAsync(default);
        doubt.Mislead();
        await doubt.EndAsync(default);
        Assert.Contains("halted", string.Concat(doubting.Node.LastLines(200)), StringComparison.Ordinal);
        await run.UntilFinalAsync(default);
        await stop.CancelAsync();
        await working;
        await net.UntilLevelAsync();
        var history = await clients.HistoryAsync(default);
        Assert.Equal("", string.Join(Environment.NewLine, clients.Surprises));
        Assert.Empty(HistoryChecker.Check(history));
    }

    private static async Task UntilAsync(Func<Task<bool>> isSo, string words)
    {
        for (var tries = 0; !await isSo(); tries++)
        {
            Assert.True(tries < 1_200, words);
            await Task.Delay(50);
        }
    }

    private static async Task<int> EquivocationsAsync(int port)
    {
        using var http = new HttpClient();
        try
        {
            var lines = (await http.GetStringAsync(new Uri($"http://127.0.0.1:{port}/metrics"))).Split('\n');
            var line = lines.FirstOrDefault(one => one.StartsWith("ledger_equivocations", StringComparison.Ordinal));
            return line is null ? 0 : int.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture);
        }
        catch (HttpRequestException)
        {
            return 0; // it starts
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
