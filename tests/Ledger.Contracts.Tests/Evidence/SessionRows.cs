using Google.Protobuf;
using Ledger.Protocol;
using Ledger.Protocol.Sessions;
using Ledger.Protocol.V1;

namespace Ledger.Contracts.Tests;

/// <summary>RecordSessions: one row for each record allowed and each refusal.</summary>
internal static class SessionRows
{
    internal static readonly uint Yesterday = SessionBooks.DayOf(World.Start) - 1;

    internal static IEnumerable<Row> All =>
    [
        Row("yesterday's", RefusalCode.None, w => w.Run(w.Centre, Recording()), "sessions.recorded"),
        Row("of a day long ago", RefusalCode.None, w => w.Run(w.Centre, Recording(1))),
        Row("by no centre", RefusalCode.NotPermitted, w => w.Run(w.Bidder, Recording())),
        Row("by a guarantor", RefusalCode.NotPermitted, w => w.Run(w.Guarantor, Recording())),
        Row("a root of 31", RefusalCode.BadDigest, w => w.Run(w.Centre, Recording(Yesterday, World.Blob(31)))),
        Row("without root", RefusalCode.BadDigest, w => w.Run(w.Centre, Recording(Yesterday, ByteString.Empty))),
        Row("without day", RefusalCode.SessionTimes, w => w.Run(w.Centre, Recording(0))),
        Row("today's", RefusalCode.SessionTimes, w => w.Run(w.Centre, Recording(Yesterday + 1))),
        Row(
            "today's in its last millisecond",
            RefusalCode.SessionTimes,
            w => At(w, SessionBooks.EndOf(Yesterday + 1) - 1).Run(w.Centre, Recording(Yesterday + 1))),
        Row(
            "today's when it is over",
            RefusalCode.None,
            w => At(w, SessionBooks.EndOf(Yesterday + 1)).Run(w.Centre, Recording(Yesterday + 1))),
        Row("of the last day there is", RefusalCode.SessionTimes, w => w.Run(w.Centre, Recording(uint.MaxValue))),
        Row("again", RefusalCode.None, w => Recorded(w).Run(w.Centre, Recording())),
        Row("again after a later one", RefusalCode.None, w => RecordedLater(Recorded(w)).Run(w.Centre, Recording())),
        Row(
            "again with another root",
            RefusalCode.SessionConflict,
            w => Recorded(w).Run(w.Centre, Recording(Yesterday, World.Blob(32, 9)))),
        Row("of the day before the last recorded", RefusalCode.SessionConflict, w => Recorded(w).Run(w.Centre, Recording(Yesterday - 1))),
        Row("of the next day", RefusalCode.None, w => RecordedLater(Recorded(w)).Run(w.Centre, Recording(Yesterday + 1))),
        Row(
            "of the same day by another centre",
            RefusalCode.None,
            w => Recorded(w).Run(w.OtherCentre, Recording(Yesterday, World.Blob(32, 9)))),
    ];

    internal static Call Recording() => Recording(Yesterday);

    internal static Call Recording(uint day) => Recording(day, World.Blob(32));

    private static Call Recording(uint day, ByteString root) =>
        new() { Evidence = new EvidenceCall { RecordSessions = new RecordSessions { Day = day, Root = root } } };

    private static World At(World w, long time)
    {
        w.Time = time;
        return w;
    }

    private static World Recorded(World w)
    {
        w.MustRun(w.Centre, Recording());
        return w;
    }

    private static World RecordedLater(World w)
    {
        At(w, SessionBooks.EndOf(Yesterday + 1)).MustRun(w.Centre, Recording(Yesterday + 1));
        return w;
    }

    private static Row Row(string name, RefusalCode expected, Func<World, Refused> act, string? @event = null) =>
        new($"sessions: {name}", "DOMAIN §2, leak checklist; §3, Ours; DESIGN §7", expected, act, @event);
}
