using System.Text.Json.Serialization;

namespace Ledger.Rehearsal;

/// <summary>A distribution in milliseconds.</summary>
/// <param name="P50">The median.</param>
/// <param name="P99">The 99th percentile.</param>
public sealed record LatencyReport([property: JsonPropertyName("p50")] double P50, [property: JsonPropertyName("p99")] double P99);
