using Ledger.Fuzz.Grpc;

namespace Ledger.Fuzz.Tests;

/// <summary>Garbage to every gRPC method of a running node.</summary>
public sealed class GrpcFuzzTests(GrpcFuzzTests.Node node) : IClassFixture<GrpcFuzzTests.Node>
{
    private const int Cases = 300;
    private const int Seed = 11;
    private const string InvalidArgument = "grpc 3";
    private const long MemoryBytesMax = 400L * 1024 * 1024;

    public static TheoryData<string> Methods => [.. GrpcFuzzer.Methods];

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task Whatever_comes_is_answered_and_the_node_serves_on(string method)
    {
        var result = await node.Fuzzed.Fuzzer.RunAsync(method, Cases, Seed);
        Assert.Null(result.Failure);
        Assert.Contains(result.Outcomes.Keys, outcome => outcome.StartsWith("http 4", StringComparison.Ordinal));
        Assert.Contains(InvalidArgument, result.Outcomes.Keys);
        Assert.True(await node.Fuzzed.Fuzzer.IsServingAsync());
        Assert.True(node.Fuzzed.IsRunning);
        Assert.True(GC.GetTotalMemory(forceFullCollection: true) < MemoryBytesMax, "Memory grew beyond its bound.");
    }

    [Fact]
    public async Task What_is_held_and_dropped_is_let_go_and_the_node_serves_on()
    {
        var result = await node.Fuzzed.Drops.RunAsync(Cases, Seed);
        Assert.Null(result.Failure);
        Assert.Contains("Cancelled", result.Outcomes.Keys);
        Assert.True(result.Outcomes.Count > 2, string.Join(' ', result.Outcomes.Keys));
        Assert.True(await node.Fuzzed.Fuzzer.IsServingAsync());
        Assert.True(node.Fuzzed.IsRunning);
    }

    public sealed class Node : IAsyncLifetime
    {
        internal FuzzedNode Fuzzed { get; private set; } = null!;

        public async Task InitializeAsync() => Fuzzed = await FuzzedNode.StartAsync();

        public async Task DisposeAsync() => await Fuzzed.DisposeAsync();
    }
}
