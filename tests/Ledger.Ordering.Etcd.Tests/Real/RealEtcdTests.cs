using Etcdserverpb;
using Google.Protobuf;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Ordering.Etcd.Tests.Real;

/// <summary>One member of a real etcd for all tests of a class; each has a key prefix of its own.</summary>
public sealed class OneMember : IAsyncLifetime
{
    internal EtcdCluster Cluster { get; } = new(1);

    public Task InitializeAsync() => Cluster.StartAsync();

    public async Task DisposeAsync() => await Cluster.DisposeAsync();
}

/// <summary>The engine on Debian's etcd.</summary>
public sealed class RealEtcdTests(OneMember one) : OrdererContract, IClassFixture<OneMember>, IAsyncDisposable
{
    private static int _orders;
    private readonly List<EtcdOrderer> _ends = [];

    protected override IReadOnlyList<IOrderer> NewOrder(params string[] readers)
    {
        var prefix = NewPrefix();
        return [.. readers.Select(_ => End(prefix, readers))];
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var end in _ends)
        {
            await end.DisposeAsync();
        }
    }

    [Fact]
    public async Task An_order_of_another_chain_and_a_gap_are_named_as_in_memory()
    {
        var prefix = NewPrefix();
        var end = End(prefix);
        for (byte number = 1; number <= 3; number++)
        {
            Assert.Equal(AppendResult.Won, await Append(end, number, number));
        }

        var other = End(prefix, chain: 8);
        var e = await Assert.ThrowsAsync<OrderingException>(async () => await Append(other, 4, 1));
        Assert.Equal(OrderingError.OtherChain, e.Error);

        await using var raw = new EtcdConnection(OptionsOf(prefix), TimeProvider.System);
        var gone = new DeleteRangeRequest { Key = ByteString.CopyFromUtf8($"{prefix}batch/0000000000000002") };
        await raw.TransactAsync(new TxnRequest { Success = { new RequestOp { RequestDeleteRange = gone } } }, default);
        e = await Assert.ThrowsAsync<OrderingException>(async () => await Read(end, 2, 16));
        Assert.Equal(OrderingError.Gap, e.Error);
        Assert.Equal(AppendResult.Lost, await Append(end, 2, 9));
    }

    [Fact]
    public async Task A_value_that_is_longer_than_any_answer_is_a_batch_over_the_limit()
    {
        var prefix = NewPrefix();
        var end = End(prefix);
        await Append(end, 1, 1);
        await using var raw = new EtcdConnection(OptionsOf(prefix), TimeProvider.System);
        for (var number = 2; number <= 12; number++)
        {
            var put = new PutRequest
            {
                Key = ByteString.CopyFromUtf8($"{prefix}batch/{number:x16}"),
                Value = ByteString.CopyFrom(new byte[1_020_000]),
            };
            await raw.TransactAsync(new TxnRequest { Success = { new RequestOp { RequestPut = put } } }, default);
        }

        Assert.Equal(1_020_000, Assert.Single(await end.ReadAsync(2, 16, default)).Length); // all at once are too many
    }

    [Fact]
    public async Task Nobody_there_is_said_and_the_next_is_asked()
    {
        var own = OptionsOf(NewPrefix());
        var nobody = new Uri("http://127.0.0.1:1");
        var both = Add(new EtcdOrderer(own with { Endpoints = [nobody, .. own.Endpoints] }, ChainOf(7), Parts(["a"])));
        Assert.Equal(AppendResult.Won, await Append(both, 1, 1));
        var alone = Add(new EtcdOrderer(own with { Endpoints = [nobody], PatienceMs = 50 }, ChainOf(7), Parts(["a"])));
        var e = await Assert.ThrowsAsync<OrderingException>(async () => await Append(alone, 1, 1));
        Assert.Equal(OrderingError.Unavailable, e.Error);
        Assert.Contains("127.0.0.1:1", e.Message, StringComparison.Ordinal);
    }

    private EtcdOptions OptionsOf(string prefix) => new()
    {
        Endpoints = [.. one.Cluster.Members.Select(member => member.Client)],
        KeyPrefix = prefix,
    };

    private EtcdOrderer End(string prefix, string[]? readers = null, byte chain = 7) =>
        Add(new EtcdOrderer(OptionsOf(prefix), ChainOf(chain), Parts(readers ?? ["a"])));

    private EtcdOrderer Add(EtcdOrderer end)
    {
        _ends.Add(end);
        return end;
    }

    private static string NewPrefix() => $"order-{Interlocked.Increment(ref _orders)}/";

    internal static byte[] ChainOf(byte content) => [.. Enumerable.Repeat(content, 32)];

    internal static EtcdOrdererParts Parts(string[] readers) =>
        new(() => true, _ => 0, readers, TimeProvider.System, NullLogger.Instance);
}
