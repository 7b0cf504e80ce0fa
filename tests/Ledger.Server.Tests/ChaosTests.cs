using Ledger.Chaos;
using Ledger.Server.Net;

namespace Ledger.Server.Tests;

/// <summary>A consortium of real processes whose clients see one order, whatever is killed or held; ./bench chaos goes on longer.</summary>
[Collection(nameof(NetFixture))]
public sealed class ChaosTests(NetFixture net)
{
    private const int Clients = 6;
    private const ulong Seed = 12;

    [Fact]
    public async Task Nothing_final_is_lost_and_nothing_is_applied_twice_whatever_is_killed_or_held()
    {
        await net.EnsureUpAsync();
        var consortium = new ConsortiumNet(net.Folder);
        using var clients = new ChaosClients(consortium.Members);
        using var stop = new CancellationTokenSource();
        var run = new ChaosRun(consortium, clients);
        var working = clients.RunAsync(Clients, Seed, stop.Token);
        await run.UntilFinalAsync(default);

        var second = TimeSpan.FromSeconds(1);
        await run.DoAsync(ChaosFault.Kill, consortium.Members[1].Node, second, default);
        await run.DoAsync(ChaosFault.Kill, await LeaderAsync(run), second, default);
        await run.DoAsync(ChaosFault.Hold, consortium.Members[2].Node, 2 * second, default);
        await run.DoAsync(ChaosFault.Hold, await LeaderAsync(run), second, default);

        // Two of four nodes and two of three etcd members at once: nothing is final until a majority is back, and then it goes on.
        await Task.WhenAll(
            run.DoAsync(ChaosFault.Kill, consortium.Members[0].Node, second, default),
            run.DoAsync(ChaosFault.Kill, consortium.Members[3].Node, second, default),
            run.DoAsync(ChaosFault.Kill, consortium.Members[0].Etcd!, second, default),
            run.DoAsync(ChaosFault.Kill, consortium.Members[1].Etcd!, second, default));
        await stop.CancelAsync();
        await working;
        await net.UntilLevelAsync();

        var history = await clients.HistoryAsync(default);
        Assert.Equal("", string.Join(Environment.NewLine, clients.Surprises));
        Assert.True(
            clients.Finalised > 20 && history.Reads.Count > 20,
            $"{history.Writes.Count} writes, {clients.Finalised} of them final, {history.Reads.Count} reads: too few to mean anything.");
        Assert.Empty(HistoryChecker.Check(history));

        // The same history with one read of an older value does not hold.
        var firsts = history.Order.DistinctBy(one => one.Register).ToDictionary(one => one.Register, one => one.Value);
        var seen = history.Reads.Last(read => read.Value is not null && read.Value != firsts[read.Register]);
        var older = firsts[seen.Register];
        Assert.Single(HistoryChecker.Check(history with { Reads = [.. history.Reads.Except([seen]), seen with { Value = older }] }));
    }

    private static async Task<NetProgram> LeaderAsync(ChaosRun run)
    {
        for (var tries = 0; ; tries++)
        {
            if (await run.EtcdLeaderAsync(default) is { } leader)
            {
                return leader;
            }

            Assert.True(tries < 600, "The etcd has no leader.");
            await Task.Delay(50);
        }
    }
}
