using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema;
using Ledger.Schema.Credential;

namespace Ledger.Contracts.Tests;

/// <summary>That an issuer binds itself to a record's fields: one row for each way allowed and each refusal.</summary>
internal static class CommitRows
{
    internal static IEnumerable<Row> All =>
    [
        Commit("by the record's issuer", RefusalCode.None, w => w.Authority, _ => { }, "credential.committed"),
        Commit("before the rules know it", RefusalCode.UnknownCall, w => Under(w, 2).Authority, _ => { }),
        Commit("by another authority", RefusalCode.NotTheRecordsIssuer, w => w.Regulator, _ => { }),
        Commit("by the subject itself", RefusalCode.NotTheRecordsIssuer, w => w.Bidder, _ => { }),
        Commit("by an authority that left", RefusalCode.NotTheRecordsIssuer, w => w.Authority with { Member = null }, _ => { }),
        Commit("to nothing", RefusalCode.UnknownCredential, w => w.Authority, c => c.RecordId = World.Blob(16, 99)),
        Commit("to another's record", RefusalCode.UnknownCredential, w => w.Authority, c => c.SubjectUscc = World.Uscc(8)),
        Commit("of no shape", RefusalCode.BadUscc, w => w.Authority, c => c.SubjectUscc = "1"),
        Commit("with an id of 15", RefusalCode.BadCount, w => w.Authority, c => c.RecordId = World.Blob(15)),
        Commit("with a digest of 31", RefusalCode.BadDigest, w => w.Authority, c => c.CommitmentsDigest = World.Blob(31)),
        Row("what stands there has no field of the record", w =>
        {
            w.MustRun(w.Authority, Call(Committing()));
            var committed = Committed(w);
            Assert.Equal((World.Blob(32, 5), w.Time, CredentialKind.Qualification), (
                committed.CommitmentsDigest, committed.CommittedAt, committed.Kind));
            var recorded = committed.Standing.Recorded;
            Assert.Equal(RecordCredential.FactOneofCase.None, recorded.FactCase);
            Assert.Equal(("", "", true), (recorded.DocumentNo, recorded.Region, recorded.DocumentDigest.IsEmpty));
        }),
        Row("it follows the record, without reason and document", w =>
        {
            w.MustRun(w.Authority, Call(Committing()));
            w.MustRun(w.Authority, CredentialChangeRows.Call(World.Suspending(World.Qualifying())));
            var standing = Committed(w).Standing;
            Assert.Equal(CredentialStatus.Suspended, CredentialRules.StatusAt(standing, w.Time));
            Assert.Equal(CredentialRules.StandingOf(w.Credential(World.Qualifying())!), standing);
            Assert.Equal(("", "", true), (
                standing.Changes[0].Reason, standing.Changes[0].DocumentNo, standing.Changes[0].DocumentDigest.IsEmpty));
        }),
        Row("a record that gives way takes it along", w =>
        {
            w.MustRun(w.Authority, Call(Committing()));
            var successor = World.With(
                World.Qualifying(40), c => (c.Supersedes, c.EffectiveFrom) = (World.Qualifying().RecordId, World.Start));
            w.MustRun(w.Authority, CredentialRows.Call(successor));
            Assert.Equal(CredentialStatus.Superseded, CredentialRules.StatusAt(Committed(w).Standing, w.Time));
            Assert.True(Committed(w).Standing.Changes[0].SuccessorId.IsEmpty);
        }),
        Row("the same again keeps its time, another takes its place", w =>
        {
            w.MustRun(w.Authority, Call(Committing()));
            var at = w.Time;
            w.Time += World.Day;
            w.MustRun(w.Authority, Call(Committing()));
            Assert.Equal(at, Committed(w).CommittedAt);
            w.MustRun(w.Authority, Call(World.With(Committing(), c => c.CommitmentsDigest = World.Blob(32, 6))));
            Assert.Equal((World.Blob(32, 6), w.Time), (Committed(w).CommitmentsDigest, Committed(w).CommittedAt));
        }),
        Row("of a record without commitments nothing stands there", w =>
        {
            w.MustRun(w.Authority, CredentialChangeRows.Call(World.Suspending(World.Qualifying())));
            Assert.Null(Find(w));
        }),
    ];

    internal static CommitFields Committing() => new()
    {
        SubjectUscc = World.Qualifying().SubjectUscc,
        RecordId = World.Qualifying().RecordId,
        CommitmentsDigest = World.Blob(32, 5),
    };

    internal static Call Call(CommitFields call) => new() { Credential = new CredentialCall { CommitFields = call } };

    internal static CommittedCredential? Find(World w) => CredentialTables.Commitments.Read(
        w.State, CredentialTables.CommitmentKey(World.Qualifying().SubjectUscc, World.Qualifying().RecordId.Span));

    private static CommittedCredential Committed(World w) => Find(w) ?? throw new InvalidOperationException("Nothing was committed to.");

    private static Row Commit(
        string name, RefusalCode expected, Func<World, Signer> signer, Action<CommitFields> change, string? @event = null) => new(
        $"commit: {name}",
        "docs/spec/passport.md",
        expected,
        w => Recorded(w).Run(signer(w), Call(World.With(Committing(), change))),
        @event);

    private static Row Row(string name, Action<World> act) => new($"commit: {name}", "docs/spec/passport.md", RefusalCode.None, w =>
    {
        act(Recorded(w));
        return Refused.No;
    });

    private static World Under(World w, uint version)
    {
        w.RuleVersion = version;
        return w;
    }

    private static World Recorded(World w)
    {
        w.RuleVersion = 3;
        w.WithCredentials().MustRun(w.Authority, CredentialRows.Call(World.Qualifying()));
        return w;
    }
}
