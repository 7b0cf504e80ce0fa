using System.Diagnostics;
using Google.Protobuf;
using Grpc.Core;
using Ledger.Protocol.V1;

namespace Ledger.Benchmarks;

/// <summary>
/// A closed load: a fixed number of clients, each of which submits its next transaction once its last one is final. Each transaction goes
/// to one node, in turn.
/// </summary>
internal sealed class ClosedLoad(IReadOnlyList<LedgerNode.LedgerNodeClient> nodes, ByteString[] transactions)
{
    private int _next = -1;
    private int _finalised;

    /// <summary>Transactions finalised over all runs.</summary>
    internal int Finalised => _finalised;

    /// <summary>
    /// Runs until so many are submitted, the time is over, or no transaction is left. What becomes final later does not count.
    /// </summary>
    internal async Task<LoadResult> RunAsync(int clients, int count, TimeSpan duration, CancellationToken cancellationToken)
    {
        var last = (int)Math.Min(transactions.Length - 1, (long)_next + count);
        var started = Stopwatch.GetTimestamp();
        var workers = Enumerable.Range(0, clients)
            .Select(_ => Task.Run(() => WorkAsync(started, last, duration, cancellationToken), cancellationToken)).ToList();
        var done = await Task.WhenAll(workers);
        var ended = done.Max(worker => worker.Ended);
        Interlocked.Exchange(ref _next, Math.Min(_next, last));
        return new LoadResult(
            Stopwatch.GetElapsedTime(started, ended),
            new Latencies(done.SelectMany(worker => worker.Milliseconds)),
            done.Sum(worker => worker.Failed));
    }

    private async Task<Worker> WorkAsync(long started, int last, TimeSpan duration, CancellationToken cancellationToken)
    {
        var worker = new Worker { Ended = started };
        while (Stopwatch.GetElapsedTime(started) < duration)
        {
            var index = Interlocked.Increment(ref _next);
            if (index > last)
            {
                break;
            }

            var began = Stopwatch.GetTimestamp();
            try
            {
                var status = await nodes[index % nodes.Count].SubmitAsync(
                    new SubmitRequest { Transaction = transactions[index], WaitFor = WaitFor.Final }, cancellationToken: cancellationToken);
                var ended = Stopwatch.GetTimestamp();
                var isDone = status.Fate == Fate.Final && Receipt.Parser.ParseFrom(status.Receipt).Code == 0;
                if (!isDone)
                {
                    worker.Failed++;
                    continue;
                }

                Interlocked.Increment(ref _finalised);
                if (Stopwatch.GetElapsedTime(started, ended) <= duration)
                {
                    worker.Milliseconds.Add(Stopwatch.GetElapsedTime(began, ended).TotalMilliseconds);
                    worker.Ended = ended;
                }
            }
            catch (RpcException e)
            {
                if (worker.Failed++ == 0)
                {
                    Console.Error.WriteLine($"A submission failed: {e.Status}");
                }
            }
        }

        return worker;
    }

    private sealed class Worker
    {
        internal List<double> Milliseconds { get; } = [];

        internal int Failed { get; set; }

        internal long Ended { get; set; }
    }
}
