using System.Diagnostics.Metrics;

namespace Ledger.Finality;

/// <summary>Counters of votes by outcome.</summary>
internal static class FinalityMetrics
{
    private static readonly Meter Meter = new("Ledger.Finality");
    private static readonly Counter<long> Votes = Meter.CreateCounter<long>("ledger.votes", "{vote}", "Votes that came in, by outcome");

    internal static void Count(VoteOutcome outcome) => Votes.Add(1, new KeyValuePair<string, object?>("outcome", outcome.ToString()));
}
