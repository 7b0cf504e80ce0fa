using System.Diagnostics.Metrics;
using Ledger.Execution;
using Ledger.Protocol;

namespace Ledger.Node;

/// <summary>What a batch was, by its proposer.</summary>
/// <param name="Height">Its place in the order.</param>
/// <param name="Proposer">Whom it names, who has signed it where it counts; zero where it cannot be read.</param>
/// <param name="Outcome">Whether it counts.</param>
/// <param name="Landed">Transactions of it that landed.</param>
/// <param name="Refused">Transactions of it that an honest node may have admitted and that came too late or twice.</param>
/// <param name="Unadmitted">Transactions that no honest node admits. The block keeps the proposer's signature over them: it is the
/// evidence.</param>
public sealed record BatchReport(ulong Height, Digest Proposer, BatchOutcome Outcome, int Landed, int Refused, int Unadmitted)
{
    /// <summary>Whether the proposer, or who orders in its name, does what no honest one does.</summary>
    public bool IsSuspect => Outcome != BatchOutcome.Counts || Unadmitted > 0;

    internal static BatchReport Of(ExecutedBlock block)
    {
        var landed = block.Transactions.Count(one => one.Receipt.Landed);
        var unadmitted = block.Transactions.Count(one => IsUnadmitted((RefusalCode)one.Receipt.Code));
        return new BatchReport(block.Header.Height, block.NamedProposer, block.BatchOutcome, landed,
            block.Transactions.Count - landed - unadmitted, unadmitted);
    }

    // Whatever may change between admission and execution, these rules look at the bytes alone.
    private static bool IsUnadmitted(RefusalCode code) =>
        code is RefusalCode.Empty or RefusalCode.Malformed or RefusalCode.NestedTooDeep or RefusalCode.WrongChain
        or RefusalCode.BadNonce or RefusalCode.BadBusinessKey or RefusalCode.WrongAlgorithm or RefusalCode.BadSignature;
}

/// <summary>Counts batches and their transactions by proposer.</summary>
internal static class BatchMetrics
{
    private static readonly Meter Meter = new("Ledger.Node");
    private static readonly Counter<long> Batches = Meter.CreateCounter<long>("ledger.batches", "{batch}",
        "Ordered batches, by the proposer they name and by outcome");
    private static readonly Counter<long> Transactions =
        Meter.CreateCounter<long>("ledger.batch.transactions", "{transaction}",
            "Transactions of batches that count, by proposer and by outcome");

    /// <param name="report">The batch.</param>
    /// <param name="isKnown">Whether it names a validator of the set: made-up names get no counter of their own.</param>
    internal static void Count(BatchReport report, bool isKnown)
    {
        var proposer = new KeyValuePair<string, object?>("proposer", isKnown ? report.Proposer.ToString() : "none");
        Batches.Add(1, proposer, new("outcome", report.Outcome.ToString()));
        ReadOnlySpan<(string, int)> counts = [("landed", report.Landed), ("refused", report.Refused), ("unadmitted", report.Unadmitted)];
        foreach (var (outcome, count) in counts)
        {
            if (count > 0)
            {
                Transactions.Add(count, proposer, new("outcome", outcome));
            }
        }
    }
}
