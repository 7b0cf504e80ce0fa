namespace Ledger.Benchmarks;

/// <summary>What came of a load.</summary>
/// <param name="Elapsed">How long it lasted.</param>
/// <param name="Latencies">Submit to final, of all that became final in that time.</param>
/// <param name="Failed">Submissions that were refused or failed.</param>
internal sealed record LoadResult(TimeSpan Elapsed, Latencies Latencies, int Failed)
{
    internal double PerSecond => Latencies.Count / Elapsed.TotalSeconds;
}
