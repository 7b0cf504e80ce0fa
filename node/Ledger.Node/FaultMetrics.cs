using System.Diagnostics.Metrics;

namespace Ledger.Node;

/// <summary>Counts contained faults by code: anything above zero is for the rules' authors. The log has each transaction's id.</summary>
internal static class FaultMetrics
{
    private static readonly Meter Meter = new("Ledger.Node");
    private static readonly Counter<long> Faults = Meter.CreateCounter<long>(
        "ledger.faults.contained", "{transaction}", "Transactions on which a contract failed or that broke an invariant, by code");

    internal static void Count(ContainedFault fault) => Faults.Add(1, new KeyValuePair<string, object?>("code", fault.Code.ToString()));
}
