using System.Text.Json.Nodes;
using Grpc.Core;
using Grpc.Net.Client;
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
    public async Task A_folder_that_is_not_there_is_wrong_use()
    {
        var (code, output, error) = await RunAsync("reindex", "--data", PathOf("nowhere"), "--genesis", PathOf("genesis.json"));
        Assert.Equal((ExitCode.Usage, ""), (code, output));
        Assert.Contains("There is no data directory", error, StringComparison.Ordinal);
    }

    private static async Task<ulong> ServeUntilAsync(string file, ulong height)
    {
        await using var output = new Lines();
        await using var error = new StringWriter();
        using var stop = new CancellationTokenSource();
        var context = new CliContext { Out = output, Error = error, Variable = _ => null };
        var serving = new NodeCommandLine().RunAsync(["serve", file, "--json"], context, stop.Token);
        await Task.WhenAny(serving, output.Fourth.WaitAsync(Patience));
        Assert.True(output.Fourth.IsCompletedSuccessfully, error.ToString());
        using var channel = GrpcChannel.ForAddress(JsonNode.Parse(await output.Fourth)!["grpc"]!.GetValue<string>());
        var node = new LedgerNode.LedgerNodeClient(channel);
        ulong reached;
        using var patience = new CancellationTokenSource(Patience);
        while ((reached = HeightOf(await node.GetStatusAsync(new GetStatusRequest(), cancellationToken: patience.Token))) < height)
        {
            await Task.Delay(20, patience.Token);
        }

        var refused = await Record.ExceptionAsync(() => node.GetBlockAsync(new GetBlockRequest()).ResponseAsync);
        Assert.Equal(StatusCode.Unauthenticated, Assert.IsType<RpcException>(refused).StatusCode);
        await stop.CancelAsync();
        Assert.Equal((ExitCode.Done, ""), (await serving, error.ToString()));
        return reached;
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
