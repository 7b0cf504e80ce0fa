using Grpc.Health.V1;
using Ledger.Host;
using Ledger.Node;
using static Grpc.Health.V1.HealthCheckResponse.Types;

namespace Ledger.Api.Tests;

/// <summary>Health is what callers may expect: a node that shows old state, or whose transactions do not become final, says so.</summary>
public sealed class HealthTests
{
    private const int StallMs = 300;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData("")]
    [InlineData("ledger.v1.LedgerNode")]
    [InlineData("ledger.v1.ScanSessions")]
    [InlineData("ledger.v1.Mailbox")]
    [InlineData("ledger.v1.DocumentStore")]
    public async Task A_node_that_stops_is_no_longer_healthy(string service)
    {
        await using var node = await ServedNode.StartAsync(new NodeServerOptions());
        var health = new Health.HealthClient(node.Connect());
        await UntilAsync(health, service, ServingStatus.Serving);
        await node.StopAsync(0);
        Assert.Equal(ServingStatus.NotServing, (await health.CheckAsync(new HealthCheckRequest { Service = service })).Status);
    }

    [Fact]
    public async Task A_node_without_a_quorum_is_no_longer_healthy_and_who_watches_hears_of_it()
    {
        await using var node = await ServedNode.StartAsync(
            new NodeServerOptions(), new NodeOptions { HeartbeatMs = StallMs, ReadyStallMs = StallMs });
        var health = new Health.HealthClient(node.Connect());
        await UntilAsync(health, "", ServingStatus.Serving);
        using var watch = health.Watch(new HealthCheckRequest(), deadline: DateTime.UtcNow + Patience);
        await NextAsync(watch, ServingStatus.Serving);
        await node.StopAsync(1);
        await node.StopAsync(2); // two of four are no quorum
        await NextAsync(watch, ServingStatus.NotServing);
        Assert.Equal(ServingStatus.NotServing, (await health.CheckAsync(new HealthCheckRequest())).Status);
    }

    private static async Task UntilAsync(Health.HealthClient health, string service, ServingStatus wanted)
    {
        using var patience = new CancellationTokenSource(Patience);
        while ((await health.CheckAsync(new HealthCheckRequest { Service = service })).Status != wanted)
        {
            await Task.Delay(10, patience.Token);
        }
    }

    private static async Task NextAsync(Grpc.Core.AsyncServerStreamingCall<HealthCheckResponse> watch, ServingStatus wanted)
    {
        do
        {
            Assert.True(await watch.ResponseStream.MoveNext(CancellationToken.None));
        }
        while (watch.ResponseStream.Current.Status != wanted);
    }
}
