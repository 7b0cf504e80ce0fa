using System.Diagnostics.Metrics;
using Ledger.Protocol;

namespace Ledger.Mail.Mailboxes;

/// <summary>Counters of letters taken, fetched, deleted and expired, and of refusals by code.</summary>
internal static class MailboxMetrics
{
    private static readonly Counter<long> Deposits = Letters("deposited", "Letters taken");
    private static readonly Counter<long> Repeats = Letters("repeated", "Letters that were there already");
    private static readonly Counter<long> Fetches = Letters("fetched", "Letters given to their owners");
    private static readonly Counter<long> Deletions = Letters("acknowledged", "Letters deleted by their owners");
    private static readonly Counter<long> Expirations = Letters("expired", "Letters deleted by time");
    private static readonly Counter<long> Refusals = MailMetrics.Counter(
        "mailbox.refused", "request", "Mailbox requests refused, by code");

    internal static void Deposited() => Deposits.Add(1);

    internal static void Repeated() => Repeats.Add(1);

    internal static void Fetched(int letters) => Fetches.Add(letters);

    internal static void Acknowledged(int letters) => Deletions.Add(letters);

    internal static void Expired(int letters) => Expirations.Add(letters);

    internal static Refused Counted(Refused refused) => Refusals.Counted(refused);

    private static Counter<long> Letters(string what, string description) =>
        MailMetrics.Counter($"mailbox.{what}", "letter", description);
}
