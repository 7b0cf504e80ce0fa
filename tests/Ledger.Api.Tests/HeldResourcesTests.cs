using Google.Protobuf;
using Grpc.Core;
using Ledger.Host;
using Ledger.Protocol.V1;

namespace Ledger.Api.Tests;

/// <summary>
/// What callers without a name can hold of a node (docs/spec/held-resources.md): each is saturated from one address, another still gets
/// through, and the node recovers.
/// </summary>
public sealed class HeldResourcesTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Waits_for_made_up_transactions_shut_nobody_out_and_leave_nothing()
    {
        await using var node = await ServedNode.StartAsync(new NodeServerOptions { Api = new ApiOptions { WaitsMax = 40 } });
        var attacker = node.Client(from: 2);
        using var ended = new CancellationTokenSource();
        var attacks = Enumerable.Range(0, 200).Select(i => Outcome(attacker.AwaitTransactionAsync(Ask(i), cancellationToken: ended.Token)))
            .ToList();
        await Until(() => node.Fates.WaitedFor == 10);

        // While they are held another address waits, and is answered when its own time is over and no earlier.
        Assert.Equal(
            StatusCode.DeadlineExceeded,
            await Outcome(node.Client(from: 3).AwaitTransactionAsync(Ask(1_000), deadline: DateTime.UtcNow.AddSeconds(1))));
        await Until(() => attacks.Count(attack => attack.IsCompleted) == 190);
        await ended.CancelAsync();
        var outcomes = await Task.WhenAll(attacks);
        Assert.Equal(
            (190, 10),
            (outcomes.Count(code => code == StatusCode.ResourceExhausted), outcomes.Count(code => code == StatusCode.Cancelled)));
        await Until(() => node.Fates.WaitedFor == 0);
        Assert.Equal(
            StatusCode.DeadlineExceeded,
            await Outcome(attacker.AwaitTransactionAsync(Ask(2_000), deadline: DateTime.UtcNow.AddSeconds(1))));
    }

    [Fact]
    public async Task Many_addresses_that_take_all_waits_make_room_for_one_more()
    {
        await using var node = await ServedNode.StartAsync(new NodeServerOptions { Api = new ApiOptions { WaitsMax = 8, CallerPart = 2 } });
        using var ended = new CancellationTokenSource();
        var attacks = new byte[] { 2, 3 }.SelectMany(from =>
        {
            var attacker = node.Client(from);
            return Enumerable.Range(0, 4)
                .Select(i => Outcome(attacker.AwaitTransactionAsync(Ask((from * 100) + i), cancellationToken: ended.Token)));
        }).ToList();
        await Until(() => node.Fates.WaitedFor == 8);
        var own = Outcome(node.Client(from: 4).AwaitTransactionAsync(Ask(1), deadline: DateTime.UtcNow.AddSeconds(2)));
        Assert.Equal(StatusCode.ResourceExhausted, await await Task.WhenAny(attacks));
        Assert.Equal(StatusCode.DeadlineExceeded, await own);
        await ended.CancelAsync();
    }

    [Fact]
    public async Task A_wait_ends_by_itself_and_says_how_the_transaction_stands()
    {
        await using var node = await ServedNode.StartAsync(
            new NodeServerOptions { Api = new ApiOptions { WaitMax = TimeSpan.FromMilliseconds(50) } });
        var status = await node.Client().AwaitTransactionAsync(Ask(1), deadline: DateTime.UtcNow + Patience);
        Assert.Equal(Fate.Unknown, status.Fate);
        Assert.Equal(0, node.Fates.WaitedFor);
    }

    [Fact]
    public async Task A_stream_that_nobody_reads_ends_and_the_next_caller_gets_its_place()
    {
        await using var node = await ServedNode.StartAsync(
            new NodeServerOptions { Api = new ApiOptions { StreamsMax = 1, CallerPart = 1, StreamIdleMax = TimeSpan.FromSeconds(1) } });
        await node.FillAsync();
        using var unread = node.Client(from: 2).StreamBlocks(new StreamBlocksRequest { From = 0, Follow = true });
        await unread.ResponseHeadersAsync.WaitAsync(Patience);
        await Until(async () =>
        {
            using var blocks = node.Client(from: 3).StreamBlocks(new StreamBlocksRequest { From = 0 });
            try
            {
                return await blocks.ResponseStream.MoveNext(default);
            }
            catch (RpcException e) when (e.StatusCode == StatusCode.ResourceExhausted)
            {
                return false;
            }
        });
    }

    [Fact]
    public async Task Connections_of_one_address_are_bounded_and_another_gets_one()
    {
        await using var node = await ServedNode.StartAsync(new NodeServerOptions { ConnectionsMax = 8 });
        var first = node.Client(from: 2);
        var second = node.Client(from: 2);
        await Status(first);
        await Status(second);
        await Assert.ThrowsAsync<RpcException>(() => Status(node.Client(from: 2)));
        await Status(node.Client(from: 3));
        await Status(first);
    }

    [Fact]
    public async Task Proofs_of_old_heights_are_made_in_turn_while_what_is_at_hand_is_answered()
    {
        const int recent = 64;
        await using var node = await ServedNode.StartAsync(
            new NodeServerOptions { Api = new ApiOptions { PastProofsMax = 4, CallerPart = 4, PastProofsPart = 1_000_000 } });
        await node.RegisterAsync(recent + 8);
        var attacker = node.Client(from: 2);
        await StateAt(attacker, 2); // made; who comes next waits for longer than anybody lives
        using var ended = new CancellationTokenSource();
        var asks = new ulong[] { 3, 4 }.Select(height => Outcome(attacker.GetStateAsync(State(height), cancellationToken: ended.Token)))
            .ToList();
        var refused = await Task.WhenAny(asks).WaitAsync(Patience);
        Assert.Equal(StatusCode.ResourceExhausted, await refused);

        // Kept ones, the checkpoint of genesis, and the newest wait for nobody, not even for the same caller.
        foreach (var height in new ulong[] { 2, 0 })
        {
            await StateAt(attacker, height);
        }

        var other = node.Client(from: 3);
        await StateAt(other, (await Status(other)).ExecutedHeight - 1);
        Assert.Equal(StatusCode.DeadlineExceeded, await Outcome(other.GetStateAsync(State(5), deadline: DateTime.UtcNow.AddSeconds(1))));
        await ended.CancelAsync();
        Assert.Equal(StatusCode.Cancelled, await asks.Single(ask => ask != refused));
        await Until( // the node hears of the cancelled call a little later
            async () => await Outcome(attacker.GetStateAsync(State(6), deadline: DateTime.UtcNow.AddSeconds(1)))
                == StatusCode.DeadlineExceeded);
    }

    private static GetStateRequest State(ulong height) => new() { Key = ByteString.CopyFromUtf8("no such key"), Height = height };

    private static Task<GetStateResponse> StateAt(LedgerNode.LedgerNodeClient client, ulong height) =>
        client.GetStateAsync(State(height), deadline: DateTime.UtcNow + Patience).ResponseAsync;

    private static Task<NodeStatus> Status(LedgerNode.LedgerNodeClient client) =>
        client.GetStatusAsync(new GetStatusRequest(), deadline: DateTime.UtcNow + Patience).ResponseAsync;

    private static GetTransactionRequest Ask(int number) =>
        new() { TransactionId = ByteString.CopyFrom([.. BitConverter.GetBytes(number), .. new byte[28]]) };

    private static async Task<StatusCode> Outcome<T>(AsyncUnaryCall<T> call)
    {
        try
        {
            await call.ResponseAsync;
            return StatusCode.OK;
        }
        catch (RpcException e)
        {
            return e.StatusCode;
        }
    }

    private static Task Until(Func<bool> condition) => Until(() => Task.FromResult(condition()));

    private static async Task Until(Func<Task<bool>> condition)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!await condition())
        {
            await Task.Delay(20, patience.Token);
        }
    }
}
