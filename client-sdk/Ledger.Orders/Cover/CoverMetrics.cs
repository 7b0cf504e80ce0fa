using System.Diagnostics.Metrics;

namespace Ledger.Orders;

/// <summary>How many decoys were left, and how many no node took.</summary>
internal static class CoverMetrics
{
    private static readonly Meter Meter = new("Ledger.Orders");
    private static readonly Counter<long> Decoys = Meter.CreateCounter<long>(
        "ledger.cover.decoys", "{letter}", "Decoy letters, by what became of them: left, or failed");

    internal static void Left() => Decoys.Add(1, new KeyValuePair<string, object?>("result", "left"));

    internal static void Failed() => Decoys.Add(1, new KeyValuePair<string, object?>("result", "failed"));
}
