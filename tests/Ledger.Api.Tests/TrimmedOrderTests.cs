using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;
using Ledger.Host.Consortium;
using Ledger.Mail;
using Ledger.Node;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Seeds;
using Ledger.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Api.Tests;

/// <summary>The order drops what all have in final blocks, and a node that begins anew catches up from those.</summary>
public sealed class TrimmedOrderTests : IDisposable
{
    private const int Kept = 4;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly string _folder = Directory.CreateTempSubdirectory("ledger-trimmed").FullName;
    private readonly ConsortiumSeed _seed = ConsortiumSeed.Create(start: DateTimeOffset.UtcNow.AddMinutes(-1));

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_node_on_an_empty_directory_catches_up_though_the_order_has_dropped_what_it_needs()
    {
        ulong height;
        await using (var consortium = await StartAsync())
        {
            await UntilAsync(() => consortium.Nodes.All(node => node.Runner.Core.Finality.FinalHeight > 3 * Kept));
            height = consortium.Nodes[1].Runner.Core.Finality.FinalHeight;
        }

        Directory.Delete(Path.Combine(_folder, _seed.Validators[0].Name), recursive: true);
        await using var again = await StartAsync();
        Assert.Equal(0UL, again.HeightAtStart);
        await UntilAsync(() => again.Nodes[0].Runner.Core.Finality.FinalHeight > height || again.Halted.IsCompleted);
        Assert.False(again.Halted.IsCompleted);
        Assert.Equal(again.Nodes[1].Runner.Core.Chain.HashOf(height), again.Nodes[0].Runner.Core.Chain.HashOf(height));
    }

    [Fact]
    public async Task A_pruned_node_goes_on_and_says_of_what_it_no_longer_has_from_where_it_keeps()
    {
        await using (var consortium = await StartAsync())
        {
            await UntilAsync(() => consortium.Nodes[0].Runner.Core.Finality.FinalHeight > 3 * Kept);
        }

        ulong oldest;
        using (var data = DataDirectory.Open(
            Path.Combine(_folder, _seed.Validators[0].Name), _seed.Genesis.ChainId.ToArray(), new RocksStoreOptions()))
        {
            oldest = StoppedNode.Prune(_seed.Genesis, data.Store, Kept);
        }

        Assert.True(oldest > Kept, $"{oldest}");
        await using var again = await StartAsync();
        var core = again.Nodes[0].Runner.Core;
        await UntilAsync(() => core.Finality.FinalHeight > again.HeightAtStart + 2);
        using var channel = GrpcChannel.ForAddress(again.Nodes[0].Server.GrpcAddress);
        var node = new LedgerNode.LedgerNodeClient(channel);
        Assert.Equal(oldest, await HeightOfBlockAsync(oldest));
        Assert.NotEmpty((await node.GetHistoryProofAsync(new() { Height = oldest })).Proof.Path);
        Assert.Equal(0UL, await HeightOfBlockAsync(0));
        await NotKeptAsync(() => node.GetBlockAsync(new() { Height = oldest - 1 }).ResponseAsync);
        await NotKeptAsync(() => node.GetHistoryProofAsync(new() { Height = 1 }).ResponseAsync);
        await NotKeptAsync(() => node.GetStateAsync(new() { Height = 1, Key = ByteString.CopyFrom(1) }).ResponseAsync);
        await NotKeptAsync(async () =>
        {
            using var stream = node.StreamBlocks(new() { From = 1, Follow = true });
            return await stream.ResponseStream.MoveNext(default);
        });

        async Task<ulong> HeightOfBlockAsync(ulong height)
        {
            var block = (await node.GetBlockAsync(new() { Height = height })).Block;
            return BlockHeader.TryDecode(block.Header.Span, out var header) ? header.Height : ulong.MaxValue;
        }

        async Task NotKeptAsync<T>(Func<Task<T>> ask)
        {
            var refused = Assert.Single(Google.Rpc.Status.Parser.ParseFrom(
                (await Assert.ThrowsAsync<RpcException>(ask)).Trailers.GetValueBytes("grpc-status-details-bin")).Details).Unpack<Refusal>();
            Assert.Equal("NOT_KEPT", refused.Name);
            Assert.Contains($"from {oldest} on", refused.Message, StringComparison.Ordinal);
        }
    }

    private static async Task UntilAsync(Func<bool> holds)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!holds())
        {
            await Task.Delay(20, patience.Token);
        }
    }

    private Task<LocalConsortium> StartAsync() => LocalConsortium.StartAsync(
        new ConsortiumOptions
        {
            DataDirectory = _folder,
            Genesis = _seed.Genesis,
            Validators = [.. _seed.Validators.Select(v => new ConsortiumValidator(v.Name, v.KeyPair.CreateSigner(),
                v.Receipts.CreateSigner()))],
            Node = new NodeOptions { HeartbeatMs = 20, BatchesKept = Kept },
            Mail = new MailOptions { FreeDiskBytesMin = 0 },
        },
        NullLoggerFactory.Instance,
        CancellationToken.None);
}
