using System.CommandLine;
using System.Diagnostics;
using System.Text.Json.Nodes;
using Ledger.Fuzz;
using Ledger.Fuzz.Grpc;

namespace Ledger.Benchmarks;

/// <summary><c>fuzz</c>: random and mutated bytes for every decoder and every gRPC method.</summary>
internal static class FuzzCommand
{
    private const double GrpcShare = 0.01;
    private static readonly Option<int> Cases = new("--cases")
    {
        Description = "How many inputs in all",
        DefaultValueFactory = _ => 1_000_000,
    };
    private static readonly Option<int> Seed = new("--seed")
    {
        Description = "Where the inputs begin; the same seed makes the same ones",
        DefaultValueFactory = _ => 1,
    };
    private static readonly Option<int> MemoryMax = new("--memory-max-mib")
    {
        Description = "Fails above this much managed memory after a target, in MiB",
        DefaultValueFactory = _ => 512,
    };

    internal static Command Create()
    {
        var command = new Command(
            "fuzz",
            "Every decoder and every gRPC method: a named refusal for any bytes, no crash, bounded memory.") { Cases,
            Seed,
            MemoryMax,
            CommonOptions.Json };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var cases = arguments.GetValue(Cases);
        var seed = arguments.GetValue(Seed);
        var started = Stopwatch.GetTimestamp();
        var rows = new JsonArray();
        var failures = 0;
        long done = 0;
        double peak = 0;
        Console.WriteLine($"fuzz: {cases:N0} cases, seed {seed}");
        Console.WriteLine($"  {"target",-22} {"cases",10} {"outcomes",9} {"heap MiB",9}");

        // Cases are shared by cost, so that the dear targets do not make the run last for days.
        var decoderCases = cases * (1 - GrpcShare);
        var weights = FuzzTargets.All.Values.Sum(target => 1.0 / target.Cost);
        foreach (var target in FuzzTargets.All.Values)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Take(Fuzzer.Run(target, (int)Math.Ceiling(decoderCases / weights / target.Cost) + target.Corpus.Count, seed));
        }

        await using (var node = await FuzzedNode.StartAsync())
        {
            var each = Math.Max(1, (int)(cases * GrpcShare / (GrpcFuzzer.Methods.Count + 1)));
            Take(await node.Drops.RunAsync(each, seed));
            foreach (var method in GrpcFuzzer.Methods)
            {
                cancellationToken.ThrowIfCancellationRequested();
                Take(await node.Fuzzer.RunAsync(method, each, seed));
            }

            if (!node.IsRunning || !await node.Fuzzer.IsServingAsync())
            {
                failures++;
                await Console.Error.WriteLineAsync("The node does not serve any more.");
            }
        }

        var report = new BenchmarkReport("fuzz");
        report.Add("cases", "cases", done, 0);
        report.Add("failures", "failures", failures, 0);
        report.Add("cases_per_second", "cases a second", done / Stopwatch.GetElapsedTime(started).TotalSeconds, 0);
        report.Add("heap_peak_mib", "most managed memory after a target (MiB)", peak);
        report.Add("peak_memory_mib", "peak memory (MiB)", Process.GetCurrentProcess().PeakWorkingSet64 >> 20, 0);
        report.AddRows("targets", rows);
        report.Finish(arguments.GetValue(CommonOptions.Json));
        return failures == 0 && peak <= arguments.GetValue(MemoryMax) ? 0 : 1;

        void Take(FuzzResult result)
        {
            var heap = GC.GetTotalMemory(forceFullCollection: true) / 1048576.0;
            peak = Math.Max(peak, heap);
            done += result.Cases;
            Console.WriteLine($"  {result.Target,-22} {result.Cases,10:N0} {result.Outcomes.Count,9} {heap,9:F0}");
            rows.Add(new JsonObject
            {
                ["target"] = result.Target,
                ["cases"] = result.Cases,
                ["outcomes"] = new JsonObject(
                    result.Outcomes.Select(outcome => KeyValuePair.Create(outcome.Key, (JsonNode?)outcome.Value))),
            });
            if (result.Failure is { } failure)
            {
                failures++;
                Console.Error.WriteLine(failure);
            }
        }
    }
}
