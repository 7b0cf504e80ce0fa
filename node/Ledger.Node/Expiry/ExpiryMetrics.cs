using System.Diagnostics.Metrics;

namespace Ledger.Node;

/// <summary>Gauges of what expires, by kind and node: the fewest days left, and how many end within 30, 7 and 0 days.</summary>
internal static class ExpiryMetrics
{
    private static readonly Meter Meter = new("Ledger.Node");
    private static readonly Gauge<double> Days = Meter.CreateGauge<double>(
        "ledger.expiry.days", "d", "Fewest whole days left, by kind; infinity where nothing of the kind ends");
    private static readonly Gauge<int> Ending = Meter.CreateGauge<int>(
        "ledger.expiry.ending", "{item}", "Items that end within so many days, by kind; within 0 days: ended already");

    internal static void Report(string node, ExpiryOutlook outlook)
    {
        KeyValuePair<string, object?> of = new("kind", outlook.Kind), at = new("node", node);
        Days.Record(outlook.DaysLeft ?? double.PositiveInfinity, of, at);
        Ending.Record(outlook.Within30, of, at, new("within_days", 30));
        Ending.Record(outlook.Within7, of, at, new("within_days", 7));
        Ending.Record(outlook.Ended, of, at, new("within_days", 0));
    }
}
