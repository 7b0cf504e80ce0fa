using System.Collections.Concurrent;

namespace Ledger.Seeds;

/// <summary>Counts while a record is played; safe for use by several tasks.</summary>
internal sealed class PlayTally(TimeProvider time, int total, int skipped, IProgress<PlayProgress>? progress)
{
    private const int ReportEvery = 50;

    private readonly ConcurrentDictionary<string, long> _transactions = new(StringComparer.Ordinal);
    private readonly LatencyHistogram _submitToFinal = new();
    private readonly long _started = time.GetTimestamp();
    private long _repeated;
    private int _done;

    internal void Count(PreparedTransaction transaction, PlayOutcome outcome, long submitted, ulong height, DateOnly day)
    {
        _submitToFinal.Add(time.GetElapsedTime(submitted));
        _transactions.AddOrUpdate(transaction.Name, 1, (_, count) => count + 1);
        if (outcome.IsRepeated)
        {
            Interlocked.Increment(ref _repeated);
        }

        var done = Interlocked.Increment(ref _done);
        if (done % ReportEvery == 0 || skipped + done == total)
        {
            Report(done, height, day);
        }
    }

    internal PlayReport Finish(long trials) => new()
    {
        Transactions = new SortedDictionary<string, long>(_transactions, StringComparer.Ordinal),
        Repeated = _repeated,
        Skipped = skipped,
        Seconds = time.GetElapsedTime(_started).TotalSeconds,
        SubmitToFinal = _submitToFinal,
        Trials = trials,
    };

    private void Report(int done, ulong height, DateOnly day)
    {
        var perSecond = done / Math.Max(time.GetElapsedTime(_started).TotalSeconds, 0.001);
        progress?.Report(
            new PlayProgress(skipped + done, total, perSecond, TimeSpan.FromSeconds((total - skipped - done) / perSecond), height, day));
    }
}
