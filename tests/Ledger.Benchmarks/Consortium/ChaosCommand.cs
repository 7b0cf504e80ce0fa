using System.CommandLine;
using System.Diagnostics;
using Ledger.Chaos;
using Ledger.Server.Net;

namespace Ledger.Benchmarks.Consortium;

/// <summary>
/// <c>chaos</c>: random processes of a consortium killed, held and deceived at random instants under load, liars in their place; the
/// history checked.
/// </summary>
internal static class ChaosCommand
{
    private const int PauseMsMax = 3_000;
    private const int FaultMsMin = 100;
    private const int FaultMsMax = 5_000;
    private const int HeartbeatMs = 200;
    private const double BackSecondsWanted = 5;

    // Each as often as it stands here: one of those in which a node lies or is lied to for three of the others.
    private static readonly ChaosFault[] Faults =
    [
        ChaosFault.Kill, ChaosFault.Kill, ChaosFault.Kill, ChaosFault.Kill, ChaosFault.Kill, ChaosFault.Kill, ChaosFault.Hold,
        ChaosFault.Hold, ChaosFault.Hold, ChaosFault.Lie, ChaosFault.Doubt, ChaosFault.Mislead,
    ];

    // Liars and a lying etcd stand in a node's place on this machine; where members have machines of their own, their cables are pulled.
    private static readonly ChaosFault[] FaultsOfMachines =
    [
        ChaosFault.Kill, ChaosFault.Kill, ChaosFault.Hold, ChaosFault.Part, ChaosFault.Part, ChaosFault.Part,
    ];

    private static readonly Option<bool> Parts = new("--parts")
    {
        Description = "Give each member a machine (a network namespace; needs root) and part their network, in place of lies",
    };

    private static readonly Option<double> Minutes = new("--minutes")
    {
        Description = "How long, in minutes",
        DefaultValueFactory = _ => 5,
    };

    private static readonly Option<ulong?> Seed = new("--seed")
    {
        Description = "What victims, faults and instants follow from; drawn and printed where absent",
    };

    private static readonly Option<int> Clients = new("--clients")
    {
        Description = "Clients that write and read at once",
        DefaultValueFactory = _ => 8,
    };

    internal static Command Create()
    {
        var command = new Command(
            "chaos",
            "Four node processes and three etcd members: kill -9 and SIGSTOP of random ones at random instants under load, liars in a " +
            "node's place, an etcd that lies to a node; then proves that all that clients saw is consistent with one order.")
        { Minutes, Seed, Clients, Parts, CommonOptions.Json };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var seed = arguments.GetValue(Seed) ?? (ulong)Random.Shared.NextInt64();
        var duration = TimeSpan.FromMinutes(arguments.GetValue(Minutes));
        Console.WriteLine($"chaos: {duration.TotalMinutes} minutes, {arguments.GetValue(Clients)} clients, --seed {seed}");
        await using var net = await BenchmarkNet.StartAsync(more: null, HeartbeatMs, cancellationToken, arguments.GetValue(Parts));
        using var clients = new ChaosClients(net.Net.Members);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var run = new ChaosRun(net.Net, clients, net.Machines);
        var working = clients.RunAsync(arguments.GetValue(Clients), seed, stop.Token);
        await run.UntilFinalAsync(cancellationToken);

        var backs = await BreakAsync(
            net.Net, run, arguments.GetValue(Parts) ? FaultsOfMachines : Faults, new Random(unchecked((int)seed)), duration,
            cancellationToken);
        await stop.CancelAsync();
        await working;
        await run.UntilLevelAsync(cancellationToken);
        var history = await clients.HistoryAsync(cancellationToken);
        List<string> found = [.. HistoryChecker.Check(history), .. clients.Surprises];
        found.ForEach(one => Console.WriteLine($"  VIOLATION {one}"));

        var report = new BenchmarkReport("chaos");
        report.Add("seed", "seed", $"{seed}");
        report.Add("faults", "faults done", backs.Count, 0);
        report.Add("writes", "writes submitted", history.Writes.Count, 0);
        report.Add("writes_final", "of these heard to be final", clients.Finalised, 0);
        report.Add("writes_landed", "of these in the final blocks", history.Order.Count, 0);
        report.Add("reads", "proven reads", history.Reads.Count, 0);
        report.Add("blocks", "final blocks", history.Blocks.Values.Max(blocks => blocks.Count), 0);
        var latencies = new Latencies(backs.Select(back => back.TotalMilliseconds));
        report.Add("back_p50_ms", "service back after a fault is over, p50 (ms)", latencies.Percentile(50));
        report.Add("back_max_ms", "service back after a fault is over, max (ms)", latencies.Max);
        var late = backs.Count(one => one.TotalSeconds > BackSecondsWanted);
        report.Add("back_late", $"faults after which it took over {BackSecondsWanted} s", late, 0);
        report.Add("violations", "violations of one order", found.Count, 0);
        report.Finish(arguments.GetValue(CommonOptions.Json));
        return found.Count == 0 ? 0 : 1;
    }

    private static async Task<List<TimeSpan>> BreakAsync(
        ConsortiumNet net, ChaosRun run, ChaosFault[] faults, Random random, TimeSpan duration, CancellationToken cancellationToken)
    {
        var (backs, programs, nodes) = (
            new List<TimeSpan>(), net.Programs.ToList(), net.Members.Select(member => member.Node).ToHashSet());
        for (var began = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(began) < duration;)
        {
            // Everything is drawn before anything is asked, so that the seed decides alone.
            var (pause, length) = (random.Next(PauseMsMax), random.Next(FaultMsMin, FaultMsMax));
            var fault = faults[random.Next(faults.Length)];
            var isByzantine = fault is ChaosFault.Lie or ChaosFault.Doubt or ChaosFault.Mislead;
            var (wantsLeader, victims) = (random.Next(4) == 0, random.Next(4) == 0 && !isByzantine ? 2 : 1);
            var drawn = programs.OrderBy(_ => random.Next()).Where(one => !isByzantine || nodes.Contains(one)).Take(victims).ToList();
            await Task.Delay(pause, cancellationToken);
            if (wantsLeader && !isByzantine && await run.EtcdLeaderAsync(cancellationToken) is { } leader)
            {
                drawn = [leader];
            }

            var names = string.Join(", ", drawn.Select(program => Path.GetFileName(program.Record)));
            Console.Write($"  {Stopwatch.GetElapsedTime(began).TotalSeconds,7:F1} s  {fault} {names} for {length} ms");
            var back = await Task.WhenAll(
                drawn.Select(victim => run.DoAsync(fault, victim, TimeSpan.FromMilliseconds(length), cancellationToken)));
            backs.Add(back.Max());
            Console.WriteLine($": back in {back.Max().TotalMilliseconds:F0} ms");
        }

        return backs;
    }
}
