using System.Diagnostics;
using Google.Protobuf;
using Grpc.Core;
using Ledger.Protocol.V1;

namespace Ledger.Benchmarks;

/// <summary>
/// An open load: transactions are submitted at fixed times, however long the ones before take. A transaction's time counts from when it was
/// due, so that a stall counts against all that were due in it.
/// </summary>
internal sealed class OpenLoad(IReadOnlyList<LedgerNode.LedgerNodeClient> nodes, ByteString[] transactions)
{
    internal async Task<LoadResult> RunAsync(int perSecond, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var submissions = new Task<double?>[transactions.Length];
        for (var i = 0; i < transactions.Length; i++)
        {
            var due = TimeSpan.FromSeconds((double)i / perSecond);
            var wait = due - Stopwatch.GetElapsedTime(started);
            if (wait > TimeSpan.Zero)
            {
                await Task.Delay(wait, cancellationToken);
            }

            submissions[i] = SubmitAsync(i, started, due, cancellationToken);
        }

        var latencies = await Task.WhenAll(submissions);
        return new LoadResult(
            Stopwatch.GetElapsedTime(started), new Latencies(latencies.OfType<double>()), latencies.Count(latency => latency is null));
    }

    private async Task<double?> SubmitAsync(int index, long started, TimeSpan due, CancellationToken cancellationToken)
    {
        try
        {
            var request = new SubmitRequest { Transaction = transactions[index], WaitFor = WaitFor.Final };
            var status = await nodes[index % nodes.Count].SubmitAsync(request, cancellationToken: cancellationToken);
            return status.Fate == Fate.Final ? (Stopwatch.GetElapsedTime(started) - due).TotalMilliseconds : null;
        }
        catch (RpcException e)
        {
            await Console.Error.WriteLineAsync($"A submission failed: {e.Status}");
            return null;
        }
    }
}
