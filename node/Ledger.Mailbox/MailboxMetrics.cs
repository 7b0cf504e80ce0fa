using System.Diagnostics.Metrics;
using Ledger.Protocol;

namespace Ledger.Mailbox;

/// <summary>
/// Counters of letters taken, fetched, deleted and expired, and of refusals by code: sums of a node, never of an address.
/// </summary>
internal static class MailboxMetrics
{
    private static readonly Meter Meter = new("Ledger.Mailbox");
    private static readonly Counter<long> Deposits = Meter.CreateCounter<long>("ledger.mailbox.deposited", "{letter}", "Letters taken");
    private static readonly Counter<long> Repeats = Meter.CreateCounter<long>(
        "ledger.mailbox.repeated", "{letter}", "Letters that were there already");
    private static readonly Counter<long> Fetches = Meter.CreateCounter<long>(
        "ledger.mailbox.fetched", "{letter}", "Letters given to their owners");
    private static readonly Counter<long> Deletions = Meter.CreateCounter<long>(
        "ledger.mailbox.acknowledged", "{letter}", "Letters deleted by their owners");
    private static readonly Counter<long> Expirations = Meter.CreateCounter<long>(
        "ledger.mailbox.expired", "{letter}", "Letters deleted by time");
    private static readonly Counter<long> Refusals = Meter.CreateCounter<long>(
        "ledger.mailbox.refused", "{request}", "Mailbox requests refused, by code");

    internal static void Deposited() => Deposits.Add(1);

    internal static void Repeated() => Repeats.Add(1);

    internal static void Fetched(int letters) => Fetches.Add(letters);

    internal static void Acknowledged(int letters) => Deletions.Add(letters);

    internal static void Expired(int letters) => Expirations.Add(letters);

    internal static void Refused(RefusalCode code) => Refusals.Add(1, new KeyValuePair<string, object?>("code", code.ToString()));
}
