using FsCheck;
using FsCheck.Fluent;
using Ledger.Protocol.V1;
using Ledger.Schema.Credential;

namespace Ledger.Contracts.Tests;

/// <summary>
/// What a record is worth at a time (DOMAIN §4: "status at date X"), and that only what is marked late changes it afterwards.
/// </summary>
public sealed class AnswerAsOfTests
{
    private static readonly CredentialChangeKind[] Kinds =
        [CredentialChangeKind.Suspended, CredentialChangeKind.Restored, CredentialChangeKind.Revoked];

    private static (CredentialChangeKind Kind, long From, long RecordedAt)[] Course =>
    [
        (CredentialChangeKind.Suspended, 20, 20), (CredentialChangeKind.Restored, 30, 30), (CredentialChangeKind.Revoked, 50, 50),
    ];

    [Theory]
    [InlineData(9, CredentialStatus.NotYet)]
    [InlineData(10, CredentialStatus.InForce)]
    [InlineData(20, CredentialStatus.Suspended)]
    [InlineData(30, CredentialStatus.InForce)]
    [InlineData(39, CredentialStatus.InForce)]
    [InlineData(40, CredentialStatus.Expired)]
    [InlineData(50, CredentialStatus.Revoked)]
    public void Of_what_has_begun_the_latest_counts(long time, CredentialStatus expected) =>
        Assert.Equal(expected, CredentialRules.StatusAt(Record(10, 40, 10, Course), time));

    [Theory]
    [InlineData(9, false)]  // it had not begun
    [InlineData(10, true)]  // recorded on 15, of 10
    [InlineData(15, false)]
    [InlineData(20, true)]  // suspended on 25, of 20
    [InlineData(25, false)]
    public void What_came_after_the_time_that_is_asked_about_is_late(long time, bool isLate) =>
        Assert.Equal(isLate, CredentialRules.IsLateFor(Record(10, 0, 15, [(CredentialChangeKind.Suspended, 20, 25)]), time));

    [Fact]
    public void What_is_not_late_answers_as_it_could_be_answered_then()
    {
        var steps =
            from effect in Gen.Choose(0, 9)
            from later in Gen.Choose(0, 9)
            from kind in Gen.Choose(0, 2)
            select (effect, later, kind);
        var cases =
            from start in Gen.Choose(1, 20)
            from delay in Gen.Choose(0, 20)
            from changes in steps.ListOf()
            from time in Gen.Choose(1, 120)
            select (start, delay, changes, time);
        Prop.ForAll(cases.ToArbitrary(), one =>
        {
            var (from, delay, changes, time) = one;
            var at = (Effect: (long)from, Recorded: (long)from + delay);
            var made = new List<(CredentialChangeKind, long, long)>();
            foreach (var (effect, later, kind) in changes)
            {
                at = (at.Effect + effect, Math.Max(at.Recorded, at.Effect + effect) + later);
                made.Add((Kinds[kind], at.Effect, at.Recorded));
            }

            var record = Record(from, 0, from + delay, made);
            return CredentialRules.IsLateFor(record, time)
                || CredentialRules.StatusAt(record, time) == CredentialRules.StatusAt(record, time, knownAt: time)
                || CredentialRules.StatusAt(record, time) == CredentialStatus.NotYet;
        }).QuickCheckThrowOnFailure();
    }

    private static CredentialRecord Record(
        long from, long until, long recordedAt, IEnumerable<(CredentialChangeKind Kind, long From, long RecordedAt)> changes) => new()
        {
            Recorded = new RecordCredential { EffectiveFrom = from, EffectiveUntil = until },
            RecordedAt = recordedAt,
            Changes =
            {
                changes.Select(change => new CredentialChange
                {
                    Kind = change.Kind, EffectiveFrom = change.From, RecordedAt = change.RecordedAt,
                }),
            },
        };
}
