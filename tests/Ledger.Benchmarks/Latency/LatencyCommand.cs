using System.CommandLine;
using Ledger.Node;

namespace Ledger.Benchmarks;

/// <summary><c>latency</c>: submit to final at light load.</summary>
internal static class LatencyCommand
{
    private static readonly Option<int> Seconds = new("--seconds")
    {
        Description = "How long to measure, in seconds",
        DefaultValueFactory = _ => 20,
    };
    private static readonly Option<int> Rate = new("--rate")
    {
        Description = "Transactions submitted a second, whether the last ones are final or not",
        DefaultValueFactory = _ => 20,
    };

    internal static Command Create()
    {
        var command = new Command(
            "latency",
            "Four validators in this process: from submission to finality over gRPC, at light load.") { Seconds,
            Rate,
            CommonOptions.Suite,
            CommonOptions.Json };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        const int signers = 200;
        const int warmUp = 200;
        var seconds = arguments.GetValue(Seconds);
        var rate = arguments.GetValue(Rate);
        var suite = arguments.GetValue(CommonOptions.Suite);
        var chain = BenchmarkChain.Create(suite, signers, DateTimeOffset.UtcNow);
        await using var consortium = await BenchmarkConsortium.StartAsync(chain, new NodeOptions(), cancellationToken);
        var transactions = GuaranteeWorkload.Sign(chain, warmUp + (seconds * rate));
        Console.WriteLine($"latency: 4 validators, suite {suite}, {rate} transactions a second for {seconds} s");

        await new ClosedLoad(consortium.Clients, transactions[..warmUp]).RunAsync(4, warmUp, TimeSpan.MaxValue, cancellationToken);
        var result = await new OpenLoad(consortium.Clients, transactions[warmUp..]).RunAsync(rate, cancellationToken);

        var report = new BenchmarkReport("latency");
        report.Add("transactions_per_second", "finalised transactions a second", result.PerSecond);
        report.Add("p50_ms", "submit to final, p50 (ms)", result.Latencies.Percentile(50));
        report.Add("p90_ms", "submit to final, p90 (ms)", result.Latencies.Percentile(90));
        report.Add("p99_ms", "submit to final, p99 (ms)", result.Latencies.Percentile(99));
        report.Add("max_ms", "submit to final, max (ms)", result.Latencies.Max);
        report.Add("failed", "failed", result.Failed, 0);
        report.Finish(arguments.GetValue(CommonOptions.Json));
        return result.Failed == 0 ? 0 : 1;
    }
}
