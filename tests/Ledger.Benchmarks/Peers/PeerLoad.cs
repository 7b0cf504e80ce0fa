using System.Diagnostics;

namespace Ledger.Benchmarks.Peers;

/// <summary>The load that all peers get alike: so many clients, each of which submits its next once its last one is final.</summary>
internal static class PeerLoad
{
    /// <summary>Runs a load, of which the first part only warms up.</summary>
    internal static async Task<PeerFigures> RunAsync(
        Peer peer, IReadOnlyList<ReadOnlyMemory<byte>> transactions, int inFlight, TimeSpan warmUp, TimeSpan duration,
        CancellationToken cancellationToken)
    {
        var (next, cpu) = (-1L, TimeSpan.Zero);
        TimeSpan CpuNow() => peer.Cpu + Environment.CpuUsage.TotalTime;
        var started = Stopwatch.GetTimestamp();
        var workers = Enumerable.Range(0, Math.Min(inFlight, peer.InFlightMax))
            .Select(_ => Task.Run(WorkAsync, cancellationToken)).ToList();
        await Task.Delay(warmUp, cancellationToken);
        cpu -= CpuNow();
        await Task.Delay(duration, cancellationToken);
        cpu += CpuNow();
        var done = (await Task.WhenAll(workers)).SelectMany(times => times).ToList();
        return new PeerFigures(done.Count / duration.TotalSeconds, new Latencies(done), cpu.TotalMicroseconds / Math.Max(1, done.Count));

        async Task<List<double>> WorkAsync()
        {
            var times = new List<double>();
            while (Stopwatch.GetElapsedTime(started) < warmUp + duration)
            {
                var number = Interlocked.Increment(ref next);
                var began = Stopwatch.GetTimestamp();
                await peer.SubmitAsync(number, transactions[(int)(number % transactions.Count)], cancellationToken);
                var ended = Stopwatch.GetElapsedTime(started);
                if (ended > warmUp && ended <= warmUp + duration)
                {
                    times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
                }
            }

            return times;
        }
    }
}

/// <summary>What a load came to.</summary>
/// <param name="PerSecond">Records kept a second.</param>
/// <param name="Latencies">From submission to as final as it gets there.</param>
/// <param name="CpuMicroseconds">CPU for each, of the peer's processes and of this one, which is the client.</param>
internal sealed record PeerFigures(double PerSecond, Latencies Latencies, double CpuMicroseconds);
