using Google.Protobuf;
using Ledger.Protocol;
using Ledger.Protocol.Sessions;
using Ledger.Protocol.V1;
using Ledger.Schema;
using Ledger.Schema.Evidence;

namespace Ledger.Contracts.Evidence;

/// <summary>
/// A trading centre binds itself to all scan sessions since its last record, by one root that says neither how many nor of which act. The
/// same record again is passed over; the days only go up, so that nothing is put into the past.
/// </summary>
internal static class RecordSessionsHandler
{
    private const string Recorded = "sessions.recorded";

    internal static Refused Handle(RecordSessions call, CallContext context)
    {
        if (FieldRules.First(
            SignerRules.Require(context.Signer, Role.TradingCentre, "RecordSessions"),
            FieldRules.DigestBytes(call.Root.Length, "The root"),
            CheckDay(call.Day, context.Time)) is { IsRefused: true } refused)
        {
            return refused;
        }

        var centre = context.Signer.Uscc;
        var key = EvidenceTables.SessionsKey(centre, call.Day);
        if (EvidenceTables.Sessions.Read(context.State, key) is { } known)
        {
            context.Announce(new StateFact(key, known.ToByteArray(), Recorded));
            return known.Root.Equals(call.Root)
                ? Refused.No
                : new Refused(RefusalCode.SessionConflict, $"Another root stands for day {call.Day} since {known.RecordedAt}.");
        }

        var newestKey = EvidenceTables.Newest.Key(centre);
        if (EvidenceTables.Newest.Read(context.State, newestKey) is { } newest && newest.Day >= call.Day)
        {
            return new Refused(
                RefusalCode.SessionConflict, $"The centre's records go to day {newest.Day}; one to day {call.Day} comes too late.");
        }

        var record = new SessionRecord { Day = call.Day, Root = call.Root, RecordedAt = context.Time };
        EvidenceTables.Newest.Write(context.State, newestKey, record);
        context.Record(EvidenceTables.Sessions, key, record, Recorded);
        return Refused.No;
    }

    private static Refused CheckDay(uint day, long blockTime) => day > 0 && SessionBooks.EndOf(day) <= blockTime
        ? Refused.No
        : new Refused(RefusalCode.SessionTimes, $"Day {day} ends at {SessionBooks.EndOf(day)}; block time is {blockTime}.");
}
