using System.Text;
using Ledger.Protocol.V1;

namespace Ledger.Contracts.Evidence;

/// <summary>The tables of the Evidence contract.</summary>
public static class EvidenceTables
{
    /// <summary>The own key of a centre's totals over all months.</summary>
    public const string AllMonths = "all";

    /// <summary>Finished sessions, by <see cref="SessionKey"/>.</summary>
    public static StateTable<SessionRecord> Sessions { get; } = new("evidence", "session");

    /// <summary>How many sessions a centre recorded, by <see cref="TotalsKey"/>.</summary>
    public static StateTable<SessionTotals> Totals { get; } = new("evidence", "totals");

    internal static IEnumerable<string> Names => [Sessions.Name, Totals.Name];

    /// <summary>The full key of a session: the centre's code, <c>/</c>, the commitment's 32 bytes. No centre can take another's place.</summary>
    public static byte[] SessionKey(string centreUscc, ReadOnlySpan<byte> commitment) =>
        Sessions.Key([.. Encoding.ASCII.GetBytes(centreUscc), (byte)'/', .. commitment]);

    /// <summary>The full key of a centre's totals: its code, <c>/</c>, a month as <c>202011</c> or <see cref="AllMonths"/>.</summary>
    public static byte[] TotalsKey(string centreUscc, string month) => Totals.Key($"{centreUscc}/{month}");
}
