using System.Diagnostics.Metrics;
using Ledger.Protocol;

namespace Ledger.DocumentStore;

/// <summary>Counters of documents completed, read, deleted and expired, and of refusals by code: sums of a node.</summary>
internal static class DocumentMetrics
{
    private static readonly Meter Meter = new("Ledger.DocumentStore");
    private static readonly Counter<long> Completions = Meter.CreateCounter<long>(
        "ledger.documents.completed", "{document}", "Documents taken whole");
    private static readonly Counter<long> Readings = Meter.CreateCounter<long>("ledger.documents.read", "{document}", "Downloads begun");
    private static readonly Counter<long> Deletions = Meter.CreateCounter<long>(
        "ledger.documents.deleted", "{document}", "Documents deleted by their uploaders");
    private static readonly Counter<long> Expirations = Meter.CreateCounter<long>(
        "ledger.documents.expired", "{document}", "Documents deleted by time");
    private static readonly Counter<long> Yields = Meter.CreateCounter<long>(
        "ledger.documents.gave_way", "{document}", "Uploads left behind that gave their room to others");
    private static readonly Counter<long> Refusals = Meter.CreateCounter<long>(
        "ledger.documents.refused", "{request}", "Document requests refused, by code");

    internal static void Completed() => Completions.Add(1);

    internal static void Read() => Readings.Add(1);

    internal static void Deleted() => Deletions.Add(1);

    internal static void GaveWay() => Yields.Add(1);

    internal static void Expired(int documents) => Expirations.Add(documents);

    internal static Refused Counted(Refused refused)
    {
        if (refused.IsRefused)
        {
            Refusals.Add(1, new KeyValuePair<string, object?>("code", refused.Code.ToString()));
        }

        return refused;
    }
}
