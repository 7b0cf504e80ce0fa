using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Contracts.Evidence;

/// <summary>
/// A trading centre records finished scan sessions. A session that stands already is passed over, so that a retry in another grouping is
/// harmless; other content under its commitment is refused. One event a call, with the centre's totals.
/// </summary>
internal static class RecordSessionsHandler
{
    internal const int SessionsMax = 256;

    internal static Refused Handle(RecordSessions call, CallContext context)
    {
        if (SignerRules.Require(context.Signer, Role.TradingCentre, "RecordSessions") is { IsRefused: true } notPermitted)
        {
            return notPermitted;
        }

        if (call.Sessions.Count is 0 or > SessionsMax)
        {
            return new Refused(RefusalCode.SessionCount, $"The call records {call.Sessions.Count} sessions; it must be 1 to {SessionsMax}.");
        }

        var totals = new SessionCounter(context.Signer.Uscc, context.State);
        foreach (var (index, session) in call.Sessions.Index())
        {
            if (SessionRules.Check(session, index, context.Time) is { IsRefused: true } refused)
            {
                return refused;
            }

            if (Record(session, index, totals, context) is { IsRefused: true } conflict)
            {
                return conflict;
            }
        }

        totals.Write(context);
        return Refused.No;
    }

    private static Refused Record(FinishedSession session, int index, SessionCounter totals, CallContext context)
    {
        var key = EvidenceTables.SessionKey(context.Signer.Uscc, session.Commitment.Span);
        if (EvidenceTables.Sessions.Read(context.State, key) is { } known)
        {
            return known.Session.Equals(session)
                ? Refused.No
                : new Refused(RefusalCode.SessionConflict, $"Session {index} differs from what stands under its commitment since {known.RecordedAt}.");
        }

        EvidenceTables.Sessions.Write(context.State, key, new SessionRecord { Session = session, RecordedAt = context.Time });
        totals.Add(session);
        return Refused.No;
    }
}
