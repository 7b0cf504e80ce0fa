using System.Collections.Concurrent;
using System.Diagnostics.Tracing;

namespace Ledger.Benchmarks;

/// <summary>Samples what is allocated, by type: the runtime tells of one allocation in about every 100 KiB.</summary>
internal sealed class AllocationProfile : EventListener
{
    private const EventKeywords Collection = (EventKeywords)0x1;
    private readonly ConcurrentDictionary<string, long> _bytes = new(StringComparer.Ordinal);

    /// <summary>Prints the types that took most, with their share.</summary>
    internal void Print(int typesMax)
    {
        var total = _bytes.Values.Sum();
        Console.WriteLine();
        Console.WriteLine("  allocated by type (sampled)");
        foreach (var (type, bytes) in _bytes.OrderByDescending(one => one.Value).Take(typesMax))
        {
            Console.WriteLine($"  {(double)bytes / total,8:P1}  {type}");
        }
    }

    /// <inheritdoc/>
    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name == "Microsoft-Windows-DotNETRuntime")
        {
            EnableEvents(eventSource, EventLevel.Verbose, Collection);
        }
    }

    /// <inheritdoc/>
    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        if (eventData.EventName?.StartsWith("GCAllocationTick", StringComparison.Ordinal) == true && eventData.PayloadNames is { } names)
        {
            var type = eventData.Payload![names.IndexOf("TypeName")] as string ?? "?";
            var amount = Convert.ToInt64(eventData.Payload[names.IndexOf("AllocationAmount64")]);
            _bytes.AddOrUpdate(type, amount, (_, sum) => sum + amount);
        }
    }
}
