using System.Text.Json.Serialization;

namespace Ledger.Rehearsal;

/// <summary>What a rehearsal came to; written as JSON by <c>./run --headless --report FILE</c>.</summary>
public sealed record RehearsalReport
{
    /// <summary>Final transactions on the chain that were done, by the name of their first call.</summary>
    [JsonPropertyName("transactions")]
    public required IReadOnlyDictionary<string, long> Transactions { get; init; }

    /// <summary>Seconds that playing took in this run.</summary>
    [JsonPropertyName("seconds")]
    public required double Seconds { get; init; }

    /// <summary>Transactions made final a second in this run.</summary>
    [JsonPropertyName("transactions_per_second")]
    public required double TransactionsPerSecond { get; init; }

    /// <summary>From submission to finality, as the client saw it.</summary>
    [JsonPropertyName("submit_to_final_ms")]
    public required LatencyReport SubmitToFinalMs { get; init; }

    /// <summary>Bytes on one validator's disk for each transaction.</summary>
    [JsonPropertyName("bytes_per_transaction")]
    public required double BytesPerTransaction { get; init; }

    /// <summary>Transactions that the audit executed again a second.</summary>
    [JsonPropertyName("replay_transactions_per_second")]
    public required double ReplayTransactionsPerSecond { get; init; }

    /// <summary>What the record sums up to, read back from the chain with proofs.</summary>
    [JsonPropertyName("totals")]
    public required TotalsReport Totals { get; init; }

    /// <summary>What applications for guarantees came to, as both sides have it; all zero where no record is played.</summary>
    [JsonPropertyName("applications")]
    public required ApplicationTotals Applications { get; init; }

    /// <summary>The height that was audited.</summary>
    [JsonPropertyName("height")]
    public required ulong Height { get; init; }

    /// <summary>The state root at that height, hexadecimal.</summary>
    [JsonPropertyName("state_root")]
    public required string StateRoot { get; init; }

    /// <summary><c>ok</c>, or what the audit or the reconciliation found.</summary>
    [JsonPropertyName("audit")]
    public required string Audit { get; init; }

    /// <summary>Whether everything came out as it must.</summary>
    [JsonIgnore]
    public bool IsOk => Audit == "ok";
}

/// <summary>A distribution in milliseconds.</summary>
/// <param name="P50">The median.</param>
/// <param name="P99">The 99th percentile.</param>
public sealed record LatencyReport([property: JsonPropertyName("p50")] double P50, [property: JsonPropertyName("p99")] double P99);
