using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Contracts.Tests;

/// <summary>That a centre checked a bidder: one row for each check allowed and each refusal, none before the opening.</summary>
internal static class CheckRows
{
    internal static IEnumerable<Row> All =>
    [
        Check("of a listed bidder", RefusalCode.None, SectionState.Opened, _ => { }, "credential.checked"),
        Check("of a section that is announced", RefusalCode.CheckBeforeOpening, SectionState.Announced, _ => { }),
        Check("of a section that is closed", RefusalCode.CheckBeforeOpening, SectionState.Announced, _ => { }, at: World.OpeningTime),
        Check("of a section that failed", RefusalCode.CheckBeforeOpening, SectionState.Failed, _ => { }),
        Check("of nobody on the list", RefusalCode.NotABidder, SectionState.Opened, c => c.SubjectUscc = World.Uscc(6)),
        Row("before the bidders are listed", RefusalCode.NotABidder, w =>
        {
            w.WithSection().Time = World.OpeningTime;
            w.MustRun(w.Centre, World.Call(World.Opening()));
            return w.Run(w.Centre, Call(World.Checking()));
        }),
        Row("by another centre", RefusalCode.OtherCentre, w =>
            w.WithSection(SectionState.Opened).Run(w.OtherCentre, Call(World.Checking()))),
        Check("of no section", RefusalCode.BadCode, SectionState.Opened, c => c.SectionCode = "x"),
        Check("with an id of 15", RefusalCode.BadCount, SectionState.Opened, c => c.CheckId = World.Blob(15)),
        Check("without a requirement", RefusalCode.BadDigest, SectionState.Opened, c => c.RequirementDigest = World.Blob(1)),
        Check("without an outcome", RefusalCode.BadCount, SectionState.Opened, c => c.Outcomes.Clear()),
        Check("with an outcome that is none", RefusalCode.BadEnumeration, SectionState.Opened, c => c.Outcomes.Add(default(CheckOutcome))),
        Check("about tomorrow", RefusalCode.BadPeriod, SectionState.Opened, c => c.AsOf = World.Start + (300 * World.Day)),
        Check("with a record that is none", RefusalCode.UnknownCredential, SectionState.Opened, c => c.RecordIds.Add(World.Blob(16, 21))),
        Row("with the bidder's record", RefusalCode.None, w =>
        {
            w.MustRun(w.Authority, CredentialRows.Call(World.Qualifying()));
            return w.WithSection(SectionState.Opened).Run(
                w.Centre, Call(World.With(World.Checking(), c => c.RecordIds.Add(World.Qualifying().RecordId))));
        }),
        Row("the same again", RefusalCode.None, w =>
        {
            w.WithSection(SectionState.Opened).MustRun(w.Centre, Call(World.Checking()));
            return w.Run(w.Centre, Call(World.Checking()));
        }),
        Row("another under the same id", RefusalCode.CheckExists, w =>
        {
            w.WithSection(SectionState.Opened).MustRun(w.Centre, Call(World.Checking()));
            return w.Run(w.Centre, Call(World.With(World.Checking(), c => c.AsOf++)));
        }),
    ];

    internal static Call Call(RecordCheck call) => new() { Credential = new CredentialCall { RecordCheck = call } };

    private static Row Check(
        string name, RefusalCode expected, SectionState state, Action<RecordCheck> change, string? @event = null, long at = 0) => Row(
        name,
        expected,
        w =>
        {
            w.WithSection(state).Time = Math.Max(w.Time, at);
            return w.Run(w.Centre, Call(World.With(World.Checking(), change)));
        },
        @event);

    private static Row Row(string name, RefusalCode expected, Func<World, Refused> act, string? @event = null) =>
        new($"check: {name}", "DOMAIN §2, §4", expected, w => act(w.WithCredentials()), @event);
}
