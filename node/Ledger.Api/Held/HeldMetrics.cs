using System.Diagnostics.Metrics;

namespace Ledger.Api.Held;

/// <summary>What is held behind gates, by kind; refusals and displacements of it.</summary>
internal static class HeldMetrics
{
    private static readonly Meter Meter = new("Ledger.Api");
    private static readonly Counter<long> Refusals = Meter.CreateCounter<long>(
        "ledger.held.refused", "{request}", "Requests refused because too much was held, by what");
    private static readonly Counter<long> Displacements = Meter.CreateCounter<long>(
        "ledger.held.displaced", "{request}", "What was held and ended in favour of a caller that holds less, by what");

    internal static void Observe(string what, Func<int> count) =>
        Meter.CreateObservableGauge(
            "ledger.held",
            () => new Measurement<int>(count(), new KeyValuePair<string, object?>("what", what)),
            "{request}",
            "What is held at present, by what");

    internal static void Refused(string what) => Refusals.Add(1, new KeyValuePair<string, object?>("what", what));

    internal static void Displaced(string what) => Displacements.Add(1, new KeyValuePair<string, object?>("what", what));
}
