using System.Diagnostics.Metrics;
using Ledger.Protocol;

namespace Ledger.Mail.Documents;

/// <summary>Counters of documents completed, read, deleted and expired, and of refusals by code.</summary>
internal static class DocumentMetrics
{
    private static readonly Counter<long> Completions = Documents("completed", "Documents taken whole");
    private static readonly Counter<long> Readings = Documents("read", "Downloads begun");
    private static readonly Counter<long> Deletions = Documents("deleted", "Documents deleted by their uploaders");
    private static readonly Counter<long> Expirations = Documents("expired", "Documents deleted by time");
    private static readonly Counter<long> Yields = Documents("gave_way", "Uploads left behind that gave their room to others");
    private static readonly Counter<long> Refusals = MailMetrics.Counter(
        "documents.refused", "request", "Document requests refused, by code");

    internal static void Completed() => Completions.Add(1);

    internal static void Read() => Readings.Add(1);

    internal static void Deleted() => Deletions.Add(1);

    internal static void GaveWay() => Yields.Add(1);

    internal static void Expired(int documents) => Expirations.Add(documents);

    internal static Refused Counted(Refused refused) => Refusals.Counted(refused);

    private static Counter<long> Documents(string what, string description) =>
        MailMetrics.Counter($"documents.{what}", "document", description);
}
