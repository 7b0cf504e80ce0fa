using System.CommandLine;
using System.Diagnostics;
using Ledger.Node;

namespace Ledger.Benchmarks;

/// <summary><c>throughput</c>: how many transactions a second four validators finalise.</summary>
internal static class ThroughputCommand
{
    private const int Nodes = 4;
    private const int TypesPrinted = 20;

    private static readonly Option<int> Seconds = new("--seconds")
    {
        Description = "How long to measure, in seconds",
        DefaultValueFactory = _ => 20,
    };
    private static readonly Option<int> Signers = new("--signers")
    {
        Description = "How many different signers, each a registered guarantor",
        DefaultValueFactory = _ => 500,
    };
    private static readonly Option<int> InFlight = new("--in-flight")
    {
        Description = "How many transactions are submitted and not yet final, over all nodes",
        DefaultValueFactory = _ => 800,
    };
    private static readonly Option<int> WarmUp = new("--warm-up")
    {
        Description = "Seconds of load before the clock starts, so that the code is compiled",
        DefaultValueFactory = _ => 8,
    };
    private static readonly Option<int> PerSecond = new("--signed-per-second")
    {
        Description = "How many transactions to sign beforehand for each second to measure; the clock stops where they run out",
        DefaultValueFactory = _ => 7_000,
    };
    private static readonly Option<bool> Profile = new("--profile") { Description = "Also sample what is allocated, by type" };

    internal static Command Create()
    {
        var command = new Command(
            "throughput", "Four validators in this process, real gRPC, RocksDB: finalised Guarantee.Issue transactions a second.")
        {
            Seconds, WarmUp, Signers, InFlight, PerSecond, CommonOptions.Suite, Profile, CommonOptions.Json,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var seconds = arguments.GetValue(Seconds);
        var warmUp = arguments.GetValue(WarmUp);
        var inFlight = arguments.GetValue(InFlight);
        var suite = arguments.GetValue(CommonOptions.Suite);
        var chain = BenchmarkChain.Create(suite, arguments.GetValue(Signers), DateTimeOffset.UtcNow);
        await using var consortium = await BenchmarkConsortium.StartAsync(chain, new NodeOptions(), cancellationToken);
        var transactions = GuaranteeWorkload.Sign(chain, ((seconds + warmUp) * arguments.GetValue(PerSecond)) + (2 * inFlight));
        Console.WriteLine(
            $"throughput: {Nodes} validators, suite {suite}, {chain.Signers.Count} signers, {inFlight} in flight, {seconds} s");

        var load = new ClosedLoad(consortium.Clients, transactions);
        await load.RunAsync(inFlight, int.MaxValue, TimeSpan.FromSeconds(warmUp), cancellationToken);
        using var stages = new StageProfile();
        using var allocations = arguments.GetValue(Profile) ? new AllocationProfile() : null;
        var heightBefore = consortium.Nodes[0].Runner.Core.Finality.FinalHeight;
        var cpuBefore = Environment.CpuUsage.TotalTime;
        var allocatedBefore = GC.GetTotalAllocatedBytes();
        var collectionsBefore = GC.CollectionCount(2);
        var result = await load.RunAsync(inFlight, int.MaxValue, TimeSpan.FromSeconds(seconds), cancellationToken);
        var cpu = Environment.CpuUsage.TotalTime - cpuBefore;
        var allocated = GC.GetTotalAllocatedBytes() - allocatedBefore;
        var blocks = consortium.Nodes[0].Runner.Core.Finality.FinalHeight - heightBefore;

        var report = new BenchmarkReport("throughput");
        report.Add("transactions_per_second", "finalised transactions a second", result.PerSecond);
        report.Add("seconds", "measured for (s)", result.Elapsed.TotalSeconds);
        report.Add("p50_ms", "submit to final, p50 (ms)", result.Latencies.Percentile(50));
        report.Add("p99_ms", "submit to final, p99 (ms)", result.Latencies.Percentile(99));
        report.Add("transactions", "finalised", result.Latencies.Count, 0);
        report.Add("failed", "failed", result.Failed, 0);
        report.Add("blocks_per_second", "blocks a second", blocks / result.Elapsed.TotalSeconds);
        report.Add("transactions_per_block", "transactions in a block", (double)result.Latencies.Count / Math.Max(1, blocks));
        report.Add(
            "cpu_us_per_transaction", "CPU, all of it (us a transaction)", cpu.TotalMicroseconds / Math.Max(1, result.Latencies.Count));
        report.Add("cores_used", "cores used", cpu / result.Elapsed, 2);
        report.Add(
            "allocated_kib_per_transaction", "allocated (KiB a transaction)", allocated / 1024.0 / Math.Max(1, result.Latencies.Count));
        report.Add("full_collections", "full garbage collections", GC.CollectionCount(2) - collectionsBefore, 0);
        report.Add("peak_memory_mib", "peak memory (MiB)", Process.GetCurrentProcess().PeakWorkingSet64 >> 20, 0);
        var finalised = load.Finalised;
        report.AddRows("stages", stages.Print(result.Latencies.Count));
        allocations?.Print(TypesPrinted);
        var bytes = await consortium.StopAsync();
        report.Add("bytes_per_transaction", "on disk, each validator (bytes a transaction)", (double)bytes / finalised, 0);
        Console.WriteLine();
        report.Finish(arguments.GetValue(CommonOptions.Json));
        return result.Failed == 0 ? 0 : 1;
    }
}
