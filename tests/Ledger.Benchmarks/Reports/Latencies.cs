namespace Ledger.Benchmarks;

/// <summary>Durations in milliseconds, and their percentiles.</summary>
internal sealed class Latencies(IEnumerable<double> milliseconds)
{
    private readonly double[] _sorted = [.. milliseconds.Order()];

    internal int Count => _sorted.Length;

    internal double Max => _sorted.Length == 0 ? double.NaN : _sorted[^1];

    /// <summary>The smallest duration that at least <paramref name="percent"/> of all do not exceed.</summary>
    internal double Percentile(double percent) =>
        _sorted.Length == 0 ? double.NaN : _sorted[Math.Max(0, (int)Math.Ceiling(_sorted.Length * percent / 100) - 1)];
}
