using System.Diagnostics.Metrics;
using Ledger.Protocol;

namespace Ledger.Admission;

/// <summary>One counter for what was admitted, one for what was refused, by code.</summary>
internal static class AdmissionMetrics
{
    private static readonly Meter Meter = new("Ledger.Admission");
    private static readonly Counter<long> Admitted = Meter.CreateCounter<long>(
        "ledger.admitted", "{transaction}", "Transactions admitted to the mempool");
    private static readonly Counter<long> Refusals = Meter.CreateCounter<long>(
        "ledger.refused", "{transaction}", "Submissions refused, by code");

    internal static void Count(RefusalCode code)
    {
        if (code == RefusalCode.None)
        {
            Admitted.Add(1);
        }
        else
        {
            Refusals.Add(1, new KeyValuePair<string, object?>("code", code.ToString()));
        }
    }
}
