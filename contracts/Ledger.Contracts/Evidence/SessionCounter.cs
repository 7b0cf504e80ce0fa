using System.Globalization;
using Ledger.Protocol.V1;

namespace Ledger.Contracts.Evidence;

/// <summary>Adds up a centre's sessions by act, for each month of China Standard Time in which they finished and for all months.</summary>
internal sealed class SessionCounter(string centreUscc, IStateReader state)
{
    private static readonly TimeSpan ChinaStandardTime = TimeSpan.FromHours(8);

    private readonly SortedDictionary<string, SessionTotals> _byMonth = new(StringComparer.Ordinal);
    private readonly SessionTotals _all = Read(centreUscc, EvidenceTables.AllMonths, state);

    internal void Add(FinishedSession session)
    {
        var month = DateTimeOffset.FromUnixTimeMilliseconds(session.FinishedAt).ToOffset(ChinaStandardTime).ToString("yyyyMM", CultureInfo.InvariantCulture);
        if (!_byMonth.TryGetValue(month, out var totals))
        {
            _byMonth[month] = totals = Read(centreUscc, month, state);
        }

        Add(totals, session);
        Add(_all, session);
    }

    /// <summary>Writes the totals; the event carries those of all months, also where every session was known.</summary>
    internal void Write(CallContext context)
    {
        foreach (var (month, totals) in _byMonth)
        {
            EvidenceTables.Totals.Write(context.State, EvidenceTables.TotalsKey(centreUscc, month), totals);
        }

        context.Record(EvidenceTables.Totals, EvidenceTables.TotalsKey(centreUscc, EvidenceTables.AllMonths), _all, "sessions.recorded");
    }

    private static void Add(SessionTotals totals, FinishedSession session)
    {
        var at = 0;
        while (at < totals.Acts.Count && totals.Acts[at].Act < session.Act)
        {
            at++;
        }

        if (at == totals.Acts.Count || totals.Acts[at].Act != session.Act)
        {
            totals.Acts.Insert(at, new ActTotals { Act = session.Act });
        }

        var act = totals.Acts[at];
        _ = session.Result switch
        {
            SessionResult.Confirmed => act.Confirmed++,
            SessionResult.Rejected => act.Rejected++,
            _ => act.Expired++,
        };
    }

    private static SessionTotals Read(string centreUscc, string month, IStateReader state) =>
        EvidenceTables.Totals.Read(state, EvidenceTables.TotalsKey(centreUscc, month)) ?? new SessionTotals();
}
