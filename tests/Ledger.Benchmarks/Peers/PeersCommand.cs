using System.CommandLine;
using System.Text.Json.Nodes;

namespace Ledger.Benchmarks.Peers;

/// <summary><c>peers</c>: the same records kept by Ledger and by what else could keep them, side by side in one run.</summary>
internal static class PeersCommand
{
    private static readonly TimeSpan StartMax = TimeSpan.FromMinutes(5);

    private static readonly Option<int> Seconds = new("--seconds")
    {
        Description = "How long to measure each, in seconds",
        DefaultValueFactory = _ => 10,
    };
    private static readonly Option<int> WarmUp = new("--warm-up")
    {
        Description = "Seconds of load before the clock starts",
        DefaultValueFactory = _ => 5,
    };
    private static readonly Option<int> InFlight = new("--in-flight")
    {
        Description = "How many are submitted and not yet final; PostgreSQL takes 64 at most",
        DefaultValueFactory = _ => 400,
    };
    private static readonly Option<string[]> Only = new("--only")
    {
        Description = "Only Ledger and these: etcd, postgresql, anvil, neo",
        AllowMultipleArgumentsPerToken = true,
    };

    internal static Command Create()
    {
        var command = new Command(
            "peers",
            "The same signed records kept by Ledger, etcd, PostgreSQL, anvil and neo.express, one after the other on this machine. What " +
            "is missing is brought into ~/.cache/ledger-bench-peers from Debian, npm and NuGet; what cannot be had is left out and said.")
        {
            Seconds, WarmUp, InFlight, Only, CommonOptions.Json,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        const int signers = 100, perSecond = 3_000;
        var (seconds, warmUp, inFlight) = (arguments.GetValue(Seconds), arguments.GetValue(WarmUp), arguments.GetValue(InFlight));
        var only = arguments.GetValue(Only) ?? [];
        var chain = BenchmarkChain.Create(Crypto.CryptoSuite.Guomi, signers, DateTimeOffset.UtcNow);
        var transactions = GuaranteeWorkload.Sign(chain, (seconds + warmUp) * perSecond).Select(bytes => bytes.Memory).ToList();
        Console.WriteLine($"peers: {transactions[0].Length} bytes a record, {inFlight} in flight, {seconds} s each\n");
        Console.WriteLine($"  {"",-28} {"a second",9} {"Ledger = 1",11} {"p50 ms",8} {"p99 ms",8} {"CPU us each",12}");

        var report = new BenchmarkReport("peers");
        var rows = new JsonArray();
        var lacks = new List<string>();
        double? ledger = null;
        foreach (var make in (Func<Peer>[])
            [
                () => new LedgerPeer(chain), () => new EtcdPeer(), () => new PostgresPeer(chain), () => new AnvilPeer(false),
                () => new AnvilPeer(true), () => new NeoExpressPeer(),
            ])
        {
            var peer = make();
            if (peer is not LedgerPeer && only.Length > 0 &&
                !only.Any(name => peer.Name.StartsWith(name, StringComparison.OrdinalIgnoreCase)))
            {
                continue;
            }

            var folder = Directory.CreateTempSubdirectory("ledger-peer-");
            try
            {
                var load = TimeSpan.FromSeconds(seconds);
                var figures = await MeasureAsync(
                    peer, folder.FullName, transactions, inFlight, TimeSpan.FromSeconds(warmUp), load, cancellationToken);
                ledger ??= figures.PerSecond;
                rows.Add(RowOf(peer, figures, figures.PerSecond / ledger.Value));
                lacks.Add($"  {peer.Name}: {peer.Lacks}");
            }
            catch (PeerUnavailableException e)
            {
                Console.WriteLine($"  {peer.Name,-28} left out: {e.Message}");
            }
            finally
            {
                folder.Delete(recursive: true); // its processes have ended
            }
        }

        Console.WriteLine("\n  What each does not give:");
        lacks.Skip(1).ToList().ForEach(Console.WriteLine);
        report.AddRows("peers", rows);
        report.Finish(arguments.GetValue(CommonOptions.Json));
        return 0;
    }

    private static async Task<PeerFigures> MeasureAsync(
        Peer peer, string folder, IReadOnlyList<ReadOnlyMemory<byte>> transactions, int inFlight, TimeSpan warmUp, TimeSpan duration,
        CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(StartMax + warmUp + duration);
        await using var owned = peer;
        try
        {
            await peer.StartAsync(folder, transactions, limit.Token);
            return await PeerLoad.RunAsync(peer, transactions, inFlight, warmUp, duration, limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new PeerUnavailableException($"It was not done after {StartMax + warmUp + duration}.");
        }
        catch (Exception e) when (peer is not LedgerPeer && e is not PeerUnavailableException and not OperationCanceledException)
        {
            throw new PeerUnavailableException($"It failed under load: {e.Message}");
        }
    }

    private static JsonObject RowOf(Peer peer, PeerFigures figures, double ratio)
    {
        var (p50, p99) = (figures.Latencies.Percentile(50), figures.Latencies.Percentile(99));
        Console.WriteLine(
            $"  {peer.Name,-28} {figures.PerSecond,9:N0} {ratio,11:N2} {p50,8:N1} {p99,8:N1} {figures.CpuMicroseconds,12:N0}");
        return new JsonObject
        {
            ["name"] = peer.Name,
            ["per_second"] = Math.Round(figures.PerSecond, 1),
            ["ratio"] = Math.Round(ratio, 3),
            ["p50_ms"] = Math.Round(p50, 2),
            ["p99_ms"] = Math.Round(p99, 2),
            ["cpu_us"] = Math.Round(figures.CpuMicroseconds, 1),
            ["lacks"] = peer.Lacks,
        };
    }
}
