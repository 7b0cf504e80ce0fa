using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Text.Json.Nodes;

namespace Ledger.Benchmarks;

/// <summary>
/// Adds up the nodes' own measurements of their stages (<c>ledger.stage.duration</c>), of all nodes of the process together.
/// </summary>
internal sealed class StageProfile : IDisposable
{
    private readonly ConcurrentDictionary<string, (long Count, double Seconds)> _stages = new(StringComparer.Ordinal);
    private readonly MeterListener _listener = new();

    internal StageProfile()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Name == "ledger.stage.duration")
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<double>((_, seconds, tags, _) =>
            _stages.AddOrUpdate((string)tags[0].Value!, (1, seconds), (_, sum) => (sum.Count + 1, sum.Seconds + seconds)));
        _listener.Start();
    }

    public void Dispose() => _listener.Dispose();

    /// <summary>Begins anew.</summary>
    internal void Reset() => _stages.Clear();

    /// <summary>Microseconds in each stage so far, of all nodes together.</summary>
    internal IReadOnlyDictionary<string, double> Micros() => _stages.ToDictionary(stage => stage.Key, stage => stage.Value.Seconds * 1e6);

    /// <summary>Prints the stages, dearest first, in microseconds a transaction and as a share of all stages.</summary>
    internal JsonArray Print(long transactions)
    {
        var rows = new JsonArray();
        var stages = _stages.OrderByDescending(stage => stage.Value.Seconds).ToList();
        var total = stages.Sum(stage => stage.Value.Seconds);
        Console.WriteLine();
        Console.WriteLine($"  {"stage (all nodes)",-20} {"us/transaction",16} {"share",8} {"times",10}");
        foreach (var (name, (count, seconds)) in stages)
        {
            var each = seconds * 1e6 / Math.Max(1, transactions);
            Console.WriteLine($"  {name,-20} {each,16:F1} {seconds / total,8:P1} {count,10}");
            rows.Add(
                new JsonObject
                {
                    ["stage"] = name,
                    ["us_per_transaction"] = Math.Round(each, 2),
                    ["share"] = Math.Round(seconds / total, 4),
                    ["times"] = count,
                });
        }

        return rows;
    }
}
