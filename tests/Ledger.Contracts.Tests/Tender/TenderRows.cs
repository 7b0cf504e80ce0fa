using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Contracts.Tests;

/// <summary>The Tender contract: one row for each transition allowed and each refusal.</summary>
internal static class TenderRows
{
    internal static IEnumerable<Row> All => [.. Projects, .. Announcements, .. Notices, .. Openings, .. Failures, .. StateMatrix];

    private static IEnumerable<Row> Projects =>
    [
        new("project: created", "DOMAIN §6", RefusalCode.None, w => w.Run(w.Centre, World.Call(World.Project())), "project.created"),
        new("project: by no centre", "DESIGN §6", RefusalCode.NotPermitted, w => w.Run(w.Guarantor, World.Call(World.Project()))),
        new("project: twice", "DOMAIN §6", RefusalCode.ProjectExists, w => w.WithProject().Run(w.Centre, World.Call(World.Project()))),
        Project("code of 16", RefusalCode.BadCode, p => p.ProjectCode = p.ProjectCode[..16]),
        Project("code in small letters", RefusalCode.BadCode, p => p.ProjectCode = p.ProjectCode.ToLowerInvariant()),
        Project("code without region", RefusalCode.BadCode, p => p.ProjectCode = "AX404000001001043"),
        Project("tender code of another project", RefusalCode.BadCode, p => p.TenderProjectCode = "B4404000001001043001"),
        Project("region of five", RefusalCode.BadCode, p => p.Region = "44040"),
        Project("class E", RefusalCode.BadCode, p => p.TradeClass = "E"),
        Project("class A1", RefusalCode.BadCode, p => p.TradeClass = "A1"),
        Project("no name", RefusalCode.BadText, p => p.Name = ""),
        Project("tenderer without shape", RefusalCode.BadUscc, p => p.TendererUscc = "9144040000000000O1"),
    ];

    private static IEnumerable<Row> Announcements =>
    [
        new("section: announced", "DOMAIN §1", RefusalCode.None, w => w.WithProject().Run(w.Centre, World.Call(World.Announcement())), "section.announced"),
        new("section: of no project", "DOMAIN §6", RefusalCode.UnknownProject, w => w.Run(w.Centre, World.Call(World.Announcement()))),
        new("section: by another centre", "DOMAIN §1", RefusalCode.OtherCentre, w => w.WithProject().Run(w.OtherCentre, World.Call(World.Announcement()))),
        new("section: by no centre", "DOMAIN §1", RefusalCode.NotPermitted, w => w.WithProject().Run(w.Bidder, World.Call(World.Announcement()))),
        new("section: twice", "DOMAIN §1", RefusalCode.SectionExists, w => w.WithSection().Run(w.Centre, World.Call(World.Announcement()))),
        Announce("code of 22", RefusalCode.BadCode, a => a.SectionCode = a.SectionCode[..22]),
        Announce("opening now", RefusalCode.OpeningTooSoon, a => a.OpeningTime = World.Start),
        Announce("opening in ten years", RefusalCode.BadCount, a => a.OpeningTime = World.Start + (3660 * World.Day)),
        Announce("validity of no day", RefusalCode.BadCount, a => a.BidValidityDays = 0),
        Announce("negative price", RefusalCode.BadAmount, a => a.EstimatedPriceFen = -1),
        Announce("negative bond", RefusalCode.BadAmount, a => a.BondFen = -1),
        Announce("digest of 31", RefusalCode.BadDigest, a => a.NoticeDigest = World.Blob(31)),
        Announce("opening key off the curve", RefusalCode.WrongOpeningKey, a => a.OpeningKey = World.Blob(65, 4)),
        Announce("no name", RefusalCode.BadText, a => a.Name = ""),
        Cap("at 2%", RefusalCode.None, w => w.WithCap("000000", "A", 0, 200, 800_000_00), World.BondFen, 4_000_000_00),
        Cap("one fen above 2%", RefusalCode.BadAmount, w => w.WithCap("000000", "A", 0, 200, 800_000_00), World.BondFen + 1, 4_000_000_00),
        Cap("at ¥800,000", RefusalCode.None, w => w.WithCap("000000", "A", 0, 200, 800_000_00), 800_000_00, 100_000_000_00),
        Cap("one fen above ¥800,000", RefusalCode.BadAmount, w => w.WithCap("000000", "A", 0, 200, 800_000_00), 800_000_01, 100_000_000_00),
        Cap("of a later date", RefusalCode.None, w => w.WithCap("000000", "A", World.Start + 1, 100, 0), World.BondFen, 4_000_000_00),
        Cap("of today", RefusalCode.BadAmount, w => w.WithCap("000000", "A", 0, 200, 0).WithCap("000000", "A", World.Start, 100, 0), World.BondFen, 4_000_000_00),
        Cap("of the province", RefusalCode.BadAmount, w => w.WithCap("000000", "A", 0, 200, 0).WithCap("440000", "A", 0, 100, 0), World.BondFen, 4_000_000_00),
        Cap("of the subtype", RefusalCode.None, w => w.WithCap("000000", "A", 0, 100, 0).WithCap("000000", "A02", 0, 200, 0), World.BondFen, 4_000_000_00),
        Cap("of another class", RefusalCode.None, w => w.WithCap("000000", "D", 0, 1, 1), World.BondFen, 4_000_000_00),
    ];

    private static IEnumerable<Row> Notices =>
    [
        Notice("later opening postpones", RefusalCode.None, n => n.OpeningTime++, "section.postponed"),
        Notice("same opening keeps", RefusalCode.None, n => n.OpeningTime = World.OpeningTime, "section.notice_published"),
        Notice("opening in the past", RefusalCode.OpeningTooSoon, n => n.OpeningTime = World.Start),
        Notice("number 1 again", RefusalCode.NoticeNumber, n => n.NoticeNumber = 1),
        Notice("number 3", RefusalCode.NoticeNumber, n => n.NoticeNumber = 3),
        Notice("digest of 33", RefusalCode.BadDigest, n => n.NoticeDigest = World.Blob(33)),
        Notice("no such section", RefusalCode.UnknownSection, n => n.SectionCode = World.TenderProjectCode + "002"),
        Notice("no section code", RefusalCode.BadCode, n => n.SectionCode = ""),
        new("notice: by another centre", "DOMAIN §1", RefusalCode.OtherCentre, w => w.WithSection().Run(w.OtherCentre, World.Call(World.Notice()))),
        new("notice: latest counts", "DOMAIN §1", RefusalCode.BeforeOpening, w =>
        {
            w.WithSection(SectionState.Postponed).Time = World.OpeningTime;
            return w.Run(w.Centre, World.Call(World.Opening()));
        }),
    ];

    private static IEnumerable<Row> Openings =>
    [
        Open("three bidders", RefusalCode.None, _ => { }, "section.opened"),
        Open("two bidders", RefusalCode.FewerThanThreeBidders, o => o.Bidders = 2),
        Open("too many bidders", RefusalCode.BadCount, o => o.Bidders = 10_001),
        Open("another key", RefusalCode.WrongOpeningKey, o => o.OpeningPrivateKey = Google.Protobuf.ByteString.CopyFrom(World.Key(78).PrivateKey)),
        Open("key of zeros", RefusalCode.WrongOpeningKey, o => o.OpeningPrivateKey = World.Blob(32, 0)),
        Open("key of 31", RefusalCode.WrongOpeningKey, o => o.OpeningPrivateKey = World.Blob(31)),
        new("open: by another centre", "DOMAIN §1", RefusalCode.OtherCentre,
            w => w.WithSection(SectionState.Closed).Run(w.OtherCentre, World.Call(World.Opening()))),
        new("open: one ms early", "招标投标法 §34", RefusalCode.BeforeOpening, w =>
        {
            w.WithSection().Time = World.OpeningTime - 1;
            return w.Run(w.Centre, World.Call(World.Opening()));
        }),
    ];

    private static IEnumerable<Row> Failures =>
    [
        new("fail: no reason", "DOMAIN §1", RefusalCode.BadEnumeration,
            w => w.WithSection(SectionState.Closed).Run(w.Centre, World.Call(World.Failing(FailureReason.Unspecified)))),
        new("fail: unknown reason", "DOMAIN §1", RefusalCode.BadEnumeration,
            w => w.WithSection(SectionState.Closed).Run(w.Centre, World.Call(World.Failing((FailureReason)99)))),
        new("fail: by another centre", "DOMAIN §1", RefusalCode.OtherCentre,
            w => w.WithSection(SectionState.Closed).Run(w.OtherCentre, World.Call(World.Failing(FailureReason.Terminated)))),
    ];

    // Section state × call: what DOMAIN §1's machine allows. BeforeOpening and SectionState say no.
    private static IEnumerable<Row> StateMatrix
    {
        get
        {
            const RefusalCode no = RefusalCode.SectionState;
            const RefusalCode early = RefusalCode.BeforeOpening;
            (SectionState From, RefusalCode Notice, RefusalCode Open, RefusalCode TooFew, RefusalCode Terminate)[] table =
            [
                (SectionState.Announced, RefusalCode.None, early, early, RefusalCode.None),
                (SectionState.Postponed, RefusalCode.None, early, early, RefusalCode.None),
                (SectionState.Closed, no, RefusalCode.None, RefusalCode.None, RefusalCode.None),
                (SectionState.Opening, no, no, no, RefusalCode.None),
                (SectionState.Failed, no, no, no, no),
                (SectionState.Terminated, no, no, no, no),
            ];
            foreach (var row in table)
            {
                yield return From(row.From, "notice", row.Notice, w =>
                {
                    var notice = World.Notice();
                    notice.NoticeNumber = w.Section.Notices + 1;
                    return World.Call(notice);
                });
                yield return From(row.From, "open", row.Open, _ => World.Call(World.Opening()));
                yield return From(row.From, "fail", row.TooFew, _ => World.Call(World.Failing(FailureReason.FewerThanThreeBidders)));
                yield return From(row.From, "terminate", row.Terminate, _ => World.Call(World.Failing(FailureReason.Terminated)));
            }
        }
    }

    private static Row From(SectionState state, string name, RefusalCode expected, Func<World, Call> call) =>
        new($"section {state}: {name}", "DOMAIN §1, state machine", expected, w => w.WithSection(state).Run(w.Centre, call(w)));

    private static Row Project(string name, RefusalCode expected, Action<CreateProject> spoil) =>
        new($"project: {name}", "DOMAIN §6", expected, w => w.Run(w.Centre, World.Call(Spoil(World.Project(), spoil))));

    private static Row Announce(string name, RefusalCode expected, Action<AnnounceSection> spoil) =>
        new($"section: {name}", "DOMAIN §1", expected, w => w.WithProject().Run(w.Centre, World.Call(Spoil(World.Announcement(), spoil))));

    private static Row Notice(string name, RefusalCode expected, Action<PublishNotice> spoil, string? @event = null) =>
        new($"notice: {name}", "DOMAIN §1", expected, w => w.WithSection().Run(w.Centre, World.Call(Spoil(World.Notice(), spoil))), @event);

    private static Row Open(string name, RefusalCode expected, Action<OpenSection> spoil, string? @event = null) => new(
        $"open: {name}", "招标投标法 §28, §34", expected,
        w => w.WithSection(SectionState.Closed).Run(w.Centre, World.Call(Spoil(World.Opening(), spoil))), @event);

    private static Row Cap(string name, RefusalCode expected, Action<World> prepare, long bondFen, long priceFen) => new(
        $"cap: {name}", "实施条例 §26; 30号令 §37", expected, w =>
        {
            prepare(w.WithProject());
            return w.Run(w.Centre, World.Call(Spoil(World.Announcement(), a => (a.BondFen, a.EstimatedPriceFen) = (bondFen, priceFen))));
        });

    private static T Spoil<T>(T call, Action<T> spoil)
    {
        spoil(call);
        return call;
    }
}
