using System.Diagnostics.Metrics;

namespace Ledger.Node;

/// <summary>Gauges of bonds to be returned, by node: how many are due, how many are late, and by how much the latest.</summary>
internal static class BondReturnMetrics
{
    private static readonly Meter Meter = new("Ledger.Node");
    private static readonly Gauge<int> Due = Meter.CreateGauge<int>(
        "ledger.bond_returns.due", "{guarantee}", "Live guarantees whose return is due, late ones included");
    private static readonly Gauge<int> Late = Meter.CreateGauge<int>(
        "ledger.bond_returns.late", "{guarantee}", "Live guarantees whose return is late");
    private static readonly Gauge<long> DaysLate = Meter.CreateGauge<long>(
        "ledger.bond_returns.days_late", "d", "Most whole days that a return is late");

    internal static void Report(string node, BondReturnOutlook outlook)
    {
        KeyValuePair<string, object?> at = new("node", node);
        Due.Record(outlook.Due, at);
        Late.Record(outlook.Late, at);
        DaysLate.Record(outlook.DaysLate, at);
    }
}
