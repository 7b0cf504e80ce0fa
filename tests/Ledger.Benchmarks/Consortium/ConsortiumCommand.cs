using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Grpc.Net.Client;
using Ledger.Crypto;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Benchmarks.Consortium;

/// <summary><c>consortium</c>: transactions a second that four node processes finalise over three etcd members; what bounds it.</summary>
internal static class ConsortiumCommand
{
    private const double IdleShare = 0.1;
    private const double TicksPerSecond = 100; // proc_stat(5): USER_HZ
    private const double MemorySampleSeconds = 1;

    private static readonly Option<int> Seconds = new("--seconds")
    {
        Description = "How long to measure, in seconds",
        DefaultValueFactory = _ => 20,
    };

    private static readonly Option<int?> Transactions = new("--transactions")
    {
        Description = "Measure until so many are final instead; 100000 shows whether etcd's memory stays flat",
    };

    private static readonly Option<int> WarmUp = new("--warm-up")
    {
        Description = "Seconds of load before the clock starts, so that the code is compiled",
        DefaultValueFactory = _ => 10,
    };

    private static readonly Option<int> Signers = new("--signers")
    {
        Description = "How many different signers, each a registered guarantor",
        DefaultValueFactory = _ => 500,
    };

    private static readonly Option<int> InFlight = new("--in-flight")
    {
        Description = "How many transactions are submitted and not yet final, over all nodes",
        DefaultValueFactory = _ => 400,
    };

    private static readonly Option<int> PerSecond = new("--signed-per-second")
    {
        Description = "How many transactions to sign beforehand for each second to measure",
        DefaultValueFactory = _ => 2_500,
    };

    internal static Command Create()
    {
        var command = new Command(
            "consortium",
            "Four node processes and three etcd members with TLS: finalised Guarantee.Issue transactions a second, CPU by process, " +
            "etcd's memory.")
        { Seconds, Transactions, WarmUp, Signers, InFlight, PerSecond, CommonOptions.Json };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var (count, warmUp) = (arguments.GetValue(Transactions), arguments.GetValue(WarmUp));
        var inFlight = arguments.GetValue(InFlight);
        var drawn = BenchmarkChain.Create(CryptoSuite.Guomi, arguments.GetValue(Signers), DateTimeOffset.UtcNow);
        await using var net = await BenchmarkNet.StartAsync(drawn.MoreOfGenesis(), heartbeatMs: null, cancellationToken);
        var chain = drawn.On(GenesisFile.Parse(await File.ReadAllBytesAsync(net.GenesisPath, cancellationToken)));
        var measured = count ?? (arguments.GetValue(Seconds) * arguments.GetValue(PerSecond));
        var transactions = GuaranteeWorkload.Sign(chain, measured + (warmUp * arguments.GetValue(PerSecond)) + (2 * inFlight));
        Console.WriteLine(
            $"consortium: 4 nodes, 3 etcd members with TLS, {chain.Signers.Count} signers, {inFlight} in flight, " +
            (count is null ? $"{arguments.GetValue(Seconds)} s" : $"{count} transactions"));

        var channels = net.Net.Members.Select(member => GrpcChannel.ForAddress(member.GrpcAddress, new GrpcChannelOptions
        {
            HttpHandler = new SocketsHttpHandler { EnableMultipleHttp2Connections = true },
        })).ToList();
        var load = new ClosedLoad([.. channels.Select(channel => new LedgerNode.LedgerNodeClient(channel))], transactions);
        await load.RunAsync(inFlight, int.MaxValue, TimeSpan.FromSeconds(warmUp), cancellationToken);

        var processes = net.Net.Programs.Select(program => (Name: Path.GetFileName(program.Record), Id: program.Process.Id!.Value))
            .Append((Name: "load", Id: Environment.ProcessId)).ToList();
        using var done = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var etcd = processes.Where(one => one.Name.EndsWith(".etcd", StringComparison.Ordinal)).Select(one => one.Id).ToList();
        var memory = SampleAsync(etcd, done.Token);
        var before = processes.Select(one => CpuSeconds(one.Id)).ToList();
        var idleBefore = IdleSeconds();
        var result = await load.RunAsync(
            inFlight, count ?? int.MaxValue, count is null ? TimeSpan.FromSeconds(arguments.GetValue(Seconds)) : TimeSpan.MaxValue,
            cancellationToken);
        var used = processes.Select((one, i) => (one.Name, Cores: (CpuSeconds(one.Id) - before[i]) / result.Elapsed.TotalSeconds)).ToList();
        var idle = (IdleSeconds() - idleBefore) / result.Elapsed.TotalSeconds;
        await done.CancelAsync();
        var samples = await memory;
        channels.ForEach(channel => channel.Dispose());

        var report = new BenchmarkReport("consortium");
        report.Add("transactions_per_second", "finalised transactions a second", result.PerSecond);
        report.Add("p50_ms", "submit to final, p50 (ms)", result.Latencies.Percentile(50));
        report.Add("p99_ms", "submit to final, p99 (ms)", result.Latencies.Percentile(99));
        report.Add("transactions", "finalised", result.Latencies.Count, 0);
        report.Add("failed", "failed", result.Failed, 0);
        foreach (var (name, cores) in used)
        {
            report.Add($"cores_{name.Replace('.', '_')}", $"cores used by {name}", cores, 2);
        }

        report.Add("etcd_memory_first_mib", "etcd's memory at first, most of a member (MiB)", samples[0] >> 20, 0);
        report.Add("etcd_memory_last_mib", "etcd's memory at last, most of a member (MiB)", samples[^1] >> 20, 0);
        report.Add("etcd_memory_max_mib", "etcd's memory at most, of a member (MiB)", samples.Max() >> 20, 0);
        report.AddRows("etcd_memory_mib", new JsonArray([.. samples.Select(bytes => (JsonNode)(bytes >> 20))]));
        report.Add("bound_by", "bounded by", BoundBy(used, idle, result));
        report.Finish(arguments.GetValue(CommonOptions.Json));
        return result.Failed == 0 ? 0 : 1;
    }

    private static string BoundBy(List<(string Name, double Cores)> used, double idle, LoadResult result)
    {
        double Of(string suffix) => used.Where(one => one.Name.EndsWith(suffix, StringComparison.Ordinal)).Sum(one => one.Cores);
        var shares = string.Create(
            CultureInfo.InvariantCulture,
            $"nodes {Of(".node"):F2}, etcd {Of(".etcd"):F2}, load {Of("load"):F2}, idle {idle:F2} of {Environment.ProcessorCount} cores");
        return idle <= IdleShare * Environment.ProcessorCount
            ? $"the processors ({shares}; the rest is others')"
            : $"waiting: {result.Latencies.Percentile(50):F0} ms for order and votes ({shares})";
    }

    // The most memory of any of them, once a second.
    private static async Task<List<long>> SampleAsync(IReadOnlyList<int> ids, CancellationToken cancellationToken)
    {
        var samples = new List<long>();
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(MemorySampleSeconds));
        try
        {
            do
            {
                samples.Add(ids.Max(ResidentBytes));
            }
            while (await timer.WaitForNextTickAsync(cancellationToken));
        }
        catch (OperationCanceledException)
        {
            samples.Add(ids.Max(ResidentBytes));
        }

        return samples;
    }

    private static long ResidentBytes(int id)
    {
        using var process = Process.GetProcessById(id);
        return process.WorkingSet64;
    }

    // Of all cores together: idle, and waiting for a disk.
    private static double IdleSeconds()
    {
        var fields = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return (long.Parse(fields[4], CultureInfo.InvariantCulture) + long.Parse(fields[5], CultureInfo.InvariantCulture)) / TicksPerSecond;
    }

    private static double CpuSeconds(int id)
    {
        using var process = Process.GetProcessById(id);
        return process.TotalProcessorTime.TotalSeconds;
    }
}
