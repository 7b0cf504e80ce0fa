using System.Diagnostics.Metrics;
using Ledger.Protocol;

namespace Ledger.Mail;

/// <summary>The meter of mail. Its counters are sums of a node, never of an address or a client.</summary>
internal static class MailMetrics
{
    private static readonly Meter Meter = new("Ledger.Mail");

    /// <summary>A counter.</summary>
    /// <param name="name">Its name, after <c>ledger.</c>.</param>
    /// <param name="unit">What it counts: <c>letter</c>, <c>document</c>, <c>request</c>.</param>
    /// <param name="description">In words.</param>
    internal static Counter<long> Counter(string name, string unit, string description) =>
        Meter.CreateCounter<long>($"ledger.{name}", $"{{{unit}}}", description);

    /// <summary>Counts a refusal by its code, and gives it on; what is not refused is not counted.</summary>
    internal static Refused Counted(this Counter<long> refusals, Refused refused)
    {
        if (refused.IsRefused)
        {
            refusals.Add(1, new KeyValuePair<string, object?>("code", refused.Code.ToString()));
        }

        return refused;
    }
}
