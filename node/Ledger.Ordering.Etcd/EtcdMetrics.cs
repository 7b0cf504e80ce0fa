using System.Diagnostics.Metrics;

namespace Ledger.Ordering.Etcd;

/// <summary>How many batches a node offered to etcd, by what became of them.</summary>
internal static class EtcdMetrics
{
    private static readonly Meter Meter = new("Ledger.Ordering.Etcd");
    private static readonly Counter<long> Appends = Meter.CreateCounter<long>(
        "ledger.order.appends", "{batch}", "Batches offered to etcd, by result: the share that lost is contention");

    internal static void Count(AppendResult result) => Appends.Add(1, new KeyValuePair<string, object?>("result", result.ToString()));
}
