using Google.Protobuf;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Contracts.Tests;

/// <summary>RecordSessions: one row for each record allowed and each refusal.</summary>
internal static class SessionRows
{
    internal static IEnumerable<Row> All =>
    [
        Row("one", RefusalCode.None, w => w.Run(w.Centre, Recording(Session())), "sessions.recorded"),
        Row("256", RefusalCode.None, w => w.Run(w.Centre, Recording([.. Enumerable.Range(0, 256).Select(i => Session(i))]))),
        Row("257", RefusalCode.SessionCount, w => w.Run(w.Centre, Recording([.. Enumerable.Range(0, 257).Select(i => Session(i))]))),
        Row("none", RefusalCode.SessionCount, w => w.Run(w.Centre, Recording())),
        Row("by no centre", RefusalCode.NotPermitted, w => w.Run(w.Bidder, Recording(Session()))),
        Row("by a guarantor", RefusalCode.NotPermitted, w => w.Run(w.Guarantor, Recording(Session()))),
        Row("again", RefusalCode.None, w => Recorded(w).Run(w.Centre, Recording(Session()))),
        Row("again with other content", RefusalCode.SessionConflict, w => Recorded(w).Run(w.Centre, Recording(Session(0, s => s.Act = ScanAct.Seal)))),
        Row("again by another centre", RefusalCode.None, w => Recorded(w).Run(w.OtherCentre, Recording(Session(0, s => s.Act = ScanAct.Seal)))),
        Row("one commitment twice in a call", RefusalCode.SessionConflict, w => w.Run(w.Centre, Recording(Session(), Session(0, s => s.Act = ScanAct.Seal)))),
        Row("without act", RefusalCode.BadEnumeration, w => w.Run(w.Centre, Recording(Session(0, s => s.Act = ScanAct.Unspecified)))),
        Row("without result", RefusalCode.BadEnumeration, w => w.Run(w.Centre, Recording(Session(0, s => s.Result = SessionResult.Unspecified)))),
        Row("a commitment of 16", RefusalCode.BadDigest, w => w.Run(w.Centre, Recording(Session(0, s => s.Commitment = World.Blob(16))))),
        Row("without payload", RefusalCode.BadDigest, w => w.Run(w.Centre, Recording(Session(0, s => s.PayloadDigest = ByteString.Empty)))),
        Row("a confirmation of 31", RefusalCode.BadDigest, w => w.Run(w.Centre, Recording(Session(0, s => s.ConfirmationDigest = World.Blob(31))))),
        Row("finished before it opened", RefusalCode.SessionTimes, w => w.Run(w.Centre, Recording(Session(0, s => s.FinishedAt = s.OpenedAt - 1)))),
        Row("finished after block time", RefusalCode.SessionTimes, w => w.Run(w.Centre, Recording(Session(0, s => s.FinishedAt = World.Start + 1)))),
        Row("never opened", RefusalCode.SessionTimes, w => w.Run(w.Centre, Recording(Session(0, s => s.OpenedAt = 0)))),
        Row("confirmed without confirmation", RefusalCode.SessionConfirmation, w => w.Run(w.Centre, Recording(Session(0, s => s.ConfirmationDigest = ByteString.Empty)))),
        Row("expired with a confirmation", RefusalCode.SessionConfirmation, w => w.Run(w.Centre, Recording(Session(0, s => s.Result = SessionResult.Expired)))),
        Row("rejected without confirmation", RefusalCode.None, w => w.Run(w.Centre, Recording(Session(0, s =>
        {
            s.Result = SessionResult.Rejected;
            s.ConfirmationDigest = ByteString.Empty;
        })))),
    ];

    internal static Call Recording(params FinishedSession[] sessions) =>
        new() { Evidence = new EvidenceCall { RecordSessions = new RecordSessions { Sessions = { sessions } } } };

    internal static FinishedSession Session(int number = 0, Action<FinishedSession>? change = null)
    {
        var session = new FinishedSession
        {
            Act = ScanAct.Sign,
            Commitment = ByteString.CopyFrom(SessionCommitment.Compute(
                World.Hasher, World.Bytes(16, 1), BitConverter.GetBytes(number), World.Uscc(7), null).ToArray()),
            PayloadDigest = World.Blob(32),
            ConfirmationDigest = World.Blob(32, 2),
            OpenedAt = World.Start - 60_000,
            FinishedAt = World.Start - 30_000,
            Result = SessionResult.Confirmed,
        };
        change?.Invoke(session);
        return session;
    }

    private static World Recorded(World w)
    {
        w.MustRun(w.Centre, Recording(Session()));
        return w;
    }

    private static Row Row(string name, RefusalCode expected, Func<World, Refused> act, string? @event = null) =>
        new($"sessions: {name}", "DOMAIN §3, Ours; DESIGN §7", expected, act, @event);
}
