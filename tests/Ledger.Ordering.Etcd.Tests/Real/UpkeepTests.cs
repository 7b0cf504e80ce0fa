using Etcdserverpb;
using Google.Protobuf;

namespace Ledger.Ordering.Etcd.Tests.Real;

/// <summary>What nodes do about an etcd that is full, and the fence on a real one.</summary>
public sealed class UpkeepTests
{
    private static readonly string[] Nobody = [];

    [Fact]
    public async Task An_etcd_at_its_quota_is_brought_back_by_the_node_whose_key_runs_longest()
    {
        await using var cluster = new EtcdCluster(1, quotaBytes: 4 * 1024 * 1024);
        await cluster.StartAsync();
        var options = new EtcdOptions { Endpoints = [cluster.Members[0].Client] };
        var (first, second) = (PartsOf("aa"), PartsOf("bb"));
        await using var node = new EtcdOrderer(options, RealEtcdTests.ChainOf(7), first);
        await using var other = new EtcdOrderer(options, RealEtcdTests.ChainOf(7), second);
        Assert.Equal(AppendResult.Won, await node.AppendAsync(1, new byte[] { 1 }, default));
        Assert.Single(await other.ReadAsync(1, 1, default));
        var full = await Assert.ThrowsAsync<OrderingException>(() => FillAsync(options));
        Assert.Equal(OrderingError.Full, full.Error);
        full = await Assert.ThrowsAsync<OrderingException>(async () => await node.AppendAsync(2, new byte[] { 2 }, default));
        Assert.Equal(OrderingError.Full, full.Error);

        await using (new EtcdUpkeep(options, second, TimeSpan.FromMilliseconds(20)))
        {
            await Task.Delay(200);
            await Assert.ThrowsAsync<OrderingException>(async () => await node.AppendAsync(2, new byte[] { 2 }, default));
        }

        await using var upkeep = new EtcdUpkeep(options, first, TimeSpan.FromMilliseconds(20));
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            try
            {
                Assert.Equal(AppendResult.Won, await node.AppendAsync(2, new byte[] { 2 }, patience.Token));
                break;
            }
            catch (OrderingException e) when (e.Error == OrderingError.Full)
            {
                await Task.Delay(20, patience.Token);
            }
        }

        Assert.Equal([1, 2], (await other.ReadAsync(1, 4, default)).Select(batch => (int)batch.Span[0]));
    }

    [Fact]
    public async Task A_killed_processs_key_is_free_after_its_time_and_an_ended_ones_at_once()
    {
        await using var cluster = new EtcdCluster(1);
        await cluster.StartAsync();
        var options = new EtcdOptions { Endpoints = [cluster.Members[0].Client], FenceSeconds = 1 };
        await using var raw = new EtcdConnection(options, TimeProvider.System);
        var lease = await raw.LeaseAsync(1, default);
        Assert.True(await raw.KeepAsync(lease, default));
        var put = new PutRequest
        {
            Key = ByteString.CopyFromUtf8("ledger/running/aa"),
            Value = ByteString.CopyFromUtf8("00 host-a"),
            Lease = lease,
        };
        await raw.TransactAsync(new TxnRequest { Success = { new RequestOp { RequestPut = put } } }, default);
        await using (var next = new EtcdOrderer(options, RealEtcdTests.ChainOf(7), PartsOf("aa")))
        {
            Assert.Equal(AppendResult.Won, await next.AppendAsync(1, new byte[] { 1 }, default));
            Assert.False(await raw.KeepAsync(lease, default));
        }

        await raw.RevokeAsync(lease, default); // it is gone already
        Assert.Equal(0, (await raw.TransactAsync(new TxnRequest
        {
            Success = { new RequestOp { RequestRange = new RangeRequest { Key = put.Key } } },
        }, default)).Responses[0].ResponseRange.Count);
    }

    private static EtcdOrdererParts PartsOf(string validator) =>
        RealEtcdTests.Parts(Nobody) with { Fence = new FenceHolder(validator, "here") };

    // Revisions of one key, as deleted batches leave them.
    private static async Task FillAsync(EtcdOptions options)
    {
        await using var raw = new EtcdConnection(options, TimeProvider.System);
        var put = new PutRequest { Key = ByteString.CopyFromUtf8("other"), Value = ByteString.CopyFrom(new byte[500_000]) };
        for (var i = 0; i < 100; i++)
        {
            await raw.TransactAsync(new TxnRequest { Success = { new RequestOp { RequestPut = put } } }, default);
        }
    }
}
