using System.Text.Json.Nodes;
using Grpc.Core;
using Grpc.Net.Client;
using Ledger.Client;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Terminal;

namespace Ledger.Server.Tests;

/// <summary>The node's program as its operator meets it: checked, served, stopped, indexed anew, served again.</summary>
public sealed class ServeTests : ServerFixture
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Serves_what_a_configuration_names_and_goes_on_where_it_was_stopped()
    {
        var closed = Good();
        closed["access"] = new JsonObject { ["open"] = new JsonArray() };
        var file = Write(closed);
        var (code, shown, error) = await RunAsync("check-config", file, "--json");
        Assert.True(code == ExitCode.Done, error);
        Assert.Equal(Seed.Genesis.ChainId.ToString(), JsonNode.Parse(shown)!["chain_id"]!.GetValue<string>());

        var first = await ServeUntilAsync(file, height: 1);
        (code, shown, error) = await RunAsync(
            "reindex", "--data", PathOf($"data/{Seed.Validators[0].Name}"), "--genesis", PathOf("genesis.json"), "--json");
        Assert.True(code == ExitCode.Done, error);
        Assert.True((ulong)JsonNode.Parse(shown)!["height"].Number() >= first);
        Assert.True(await ServeUntilAsync(file, first + 1) > first);
        Assert.NotEmpty(Directory.EnumerateFiles(PathOf("data/logs"), "*.clef"));
    }

    [Fact]
    public async Task The_spans_of_one_transaction_from_all_nodes_reach_the_collector_as_one_trace()
    {
        await using var collector = await TraceCollector.StartAsync();
        var traced = Good();
        traced["traces"] = new JsonObject { ["collector"] = collector.Address.ToString(), ["one_in"] = 1 };
        Digest transaction = default;
        await ServeUntilAsync(Write(traced), height: 1, async address =>
        {
            using var client = LedgerClient.Open(new LedgerClientOptions
            {
                Genesis = Seed.Genesis,
                Node = address,
                Signer = new ClientSigner(Seed.Zhuhai.CertificateId, Seed.Zhuhai.KeyPair.CreateSigner()),
            });
            var subject = new RegisterSubject { Uscc = "91440400MA4A000000", Name = "珠海" };
            var done = (await client.SubmitAsync(new Call { Account = new AccountCall { RegisterSubject = subject } })).EnsureDone();
            transaction = done.Id;
            using var patience = new CancellationTokenSource(Patience);
            while (collector.SpansOf(transaction).Count(static span => span == "finality") < Seed.Validators.Count)
            {
                await Task.Delay(20, patience.Token); // whoever was asked says so first; the others come to it
            }
        });
        var spans = collector.SpansOf(transaction);
        Assert.Equal(["admission", "order"], spans.Where(span => span is "admission" or "order").Order());
        Assert.Equal(Seed.Validators.Count, spans.Count(static span => span == "execution")); // every node, under the one id
        Assert.Equal(2 + (2 * Seed.Validators.Count), spans.Count);
    }

    [Fact]
    public async Task A_collector_that_is_away_holds_nothing_up()
    {
        var traced = Good();
        traced["traces"] = new JsonObject { ["collector"] = "http://127.0.0.1:9/", ["one_in"] = 1 };
        Assert.True(await ServeUntilAsync(Write(traced), height: 2, static _ => Task.CompletedTask) >= 2);
    }

    [Fact]
    public async Task A_folder_that_is_not_there_is_wrong_use()
    {
        var (code, output, error) = await RunAsync("reindex", "--data", PathOf("nowhere"), "--genesis", PathOf("genesis.json"));
        Assert.Equal((ExitCode.Usage, ""), (code, output));
        Assert.Contains("There is no data directory", error, StringComparison.Ordinal);
    }

    private static async Task<ulong> ServeUntilAsync(string file, ulong height, Func<Uri, Task>? meanwhile = null)
    {
        await using var output = new Lines();
        await using var error = new StringWriter();
        using var stop = new CancellationTokenSource();
        var context = new CliContext { Out = output, Error = error, Variable = _ => null };
        var serving = new NodeCommandLine().RunAsync(["serve", file, "--json"], context, stop.Token);
        await Task.WhenAny(serving, output.Fourth.WaitAsync(Patience));
        Assert.True(output.Fourth.IsCompletedSuccessfully, error.ToString());
        var address = new Uri(JsonNode.Parse(await output.Fourth)!["grpc"]!.GetValue<string>());
        using var channel = GrpcChannel.ForAddress(address);
        var node = new LedgerNode.LedgerNodeClient(channel);
        ulong reached;
        using var patience = new CancellationTokenSource(Patience);
        while ((reached = HeightOf(await node.GetStatusAsync(new GetStatusRequest(), cancellationToken: patience.Token))) < height)
        {
            await Task.Delay(20, patience.Token);
        }

        await (meanwhile ?? RefusedAsync)(address);
        await stop.CancelAsync();
        Assert.Equal((ExitCode.Done, ""), (await serving, error.ToString()));
        return reached;
    }

    // The configuration of these tests closes all methods to strangers.
    private static async Task RefusedAsync(Uri address)
    {
        using var channel = GrpcChannel.ForAddress(address);
        var node = new LedgerNode.LedgerNodeClient(channel);
        var refused = await Record.ExceptionAsync(() => node.GetBlockAsync(new GetBlockRequest()).ResponseAsync);
        Assert.Equal(StatusCode.Unauthenticated, Assert.IsType<RpcException>(refused).StatusCode);
    }

    private static ulong HeightOf(NodeStatus status) => BlockHeader.TryDecode(status.Header.Span, out var header) ? header.Height : 0;

    /// <summary>What is written, line by line: one for each validator that is served.</summary>
    private sealed class Lines : StringWriter
    {
        private readonly TaskCompletionSource<string> _fourth = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _count;

        internal Task<string> Fourth => _fourth.Task;

        public override void WriteLine(string? value)
        {
            base.WriteLine(value);
            if (++_count == 4)
            {
                _fourth.SetResult(value!);
            }
        }
    }
}
