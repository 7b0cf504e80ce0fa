namespace Ledger.Seeds;

/// <summary>Counts durations in buckets of a tenth of a millisecond below 10 ms and of 2% above; safe for use by several threads.</summary>
public sealed class LatencyHistogram
{
    private const double FineMs = 0.1;
    private const double FineMsMax = 10;
    private const int FineBuckets = 100;
    private const double Growth = 1.02;
    private const int Buckets = 1_000;

    private readonly long[] _counts = new long[Buckets];

    /// <summary>How many durations were counted.</summary>
    public long Count => _counts.Sum();

    /// <summary>Counts one duration.</summary>
    public void Add(TimeSpan duration)
    {
        var ms = duration.TotalMilliseconds;
        var bucket = ms < FineMsMax
            ? (int)(Math.Max(0, ms) / FineMs)
            : FineBuckets + (int)(Math.Log(ms / FineMsMax) / Math.Log(Growth));
        Interlocked.Increment(ref _counts[Math.Min(bucket, Buckets - 1)]);
    }

    /// <summary>The duration, in ms, that a share of all do not exceed, to within a bucket; 0 where none was counted.</summary>
    /// <param name="share">0 to 1; 0.99 for the 99th percentile.</param>
    public double PercentileMs(double share)
    {
        var wanted = (long)Math.Ceiling(share * Count);
        var seen = 0L;
        for (var bucket = 0; bucket < Buckets && wanted > 0; bucket++)
        {
            seen += _counts[bucket];
            if (seen >= wanted)
            {
                return bucket < FineBuckets ? (bucket + 1) * FineMs : FineMsMax * Math.Pow(Growth, bucket - FineBuckets + 1);
            }
        }

        return 0;
    }
}
