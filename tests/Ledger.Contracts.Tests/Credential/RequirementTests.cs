using Ledger.Protocol.V1;
using Ledger.Schema.Credential;

namespace Ledger.Contracts.Tests;

/// <summary>How a bidder stands to what a section asks: one row for each outcome and its reason (docs/spec/requirement.md).</summary>
public sealed class RequirementTests
{
    private const long Deadline = World.Start + World.Day;

    private static readonly QualificationItem Level = new("q", "D110", "B", Certified: true);
    private static readonly PerformanceItem Roads = new("p", "A", 100, 2, 0, Accepted: true);
    private static readonly PersonItem Builder = new("k", "JZS1", "", 1);
    private static readonly NoCreditItem Clean = new("c", [CreditKind.Blacklist]);
    private static readonly ScoreItem Score = new("s", "S1", 6_000);

    private static readonly Dictionary<string, Case> Cases = new Case[]
    {
        new("a level above", Level, CheckOutcome.Met, RequirementReason.Shown, [Qualified("A"), Paper()]),
        new("the level itself", Level, CheckOutcome.Met, RequirementReason.Shown, [Qualified("B"), Paper()]),
        new("a level below", Level with { LevelCode = "T" }, CheckOutcome.NotMet, RequirementReason.TooLow, [Qualified("A"), Paper()]),
        new("no record of the type", Level, CheckOutcome.Unknown, RequirementReason.NotOnChain, [Paper()]),
        new("another type", Level with { TypeCode = "D101" }, CheckOutcome.Unknown, RequirementReason.NotInCatalogue, [Qualified("A")]),
        new("a level of no catalogue", Level with { LevelCode = "J" }, CheckOutcome.Unknown, RequirementReason.NotInCatalogue, [
            Qualified("A")]),
        new("a suspended one", Level, CheckOutcome.NotMet, RequirementReason.NotInForce, [
            Changed(Qualified("A"), CredentialChangeKind.Suspended, Deadline), Paper()]),
        new("suspended after the deadline", Level, CheckOutcome.Met, RequirementReason.Shown, [
            Changed(Qualified("A"), CredentialChangeKind.Suspended, Deadline + 1), Paper()]),
        new("one that begins later", Level, CheckOutcome.Unknown, RequirementReason.NotOnChain, [
            Begun(Qualified("A"), Deadline + 1), Paper()]),
        new("no certificate", Level, CheckOutcome.Unknown, RequirementReason.NotOnChain, [Qualified("A")]),
        new("no certificate, and none asked", Level with { Certified = false }, CheckOutcome.Met, RequirementReason.Shown, [
            Qualified("A")]),
        new("a certificate that ends at the deadline", Level, CheckOutcome.NotMet, RequirementReason.NoValidCertificate, [
            Qualified("A"), Paper(until: Deadline)]),
        new("a certificate that ends after it", Level, CheckOutcome.Met, RequirementReason.Shown, [
            Qualified("A"), Paper(until: Deadline + 1)]),
        new("the old level after the reform", Level with { LevelCode = "Y" }, CheckOutcome.Met, RequirementReason.Shown, [
            Qualified("B"), Paper()], Reform: World.Start),
        new("the old level, before the reform", Level with { LevelCode = "Y" }, CheckOutcome.Unknown, RequirementReason.NotInCatalogue, [
            Qualified("B"), Paper()], Reform: Deadline + 1),
        new("an old level too low after the reform", Level with { LevelCode = "J" }, CheckOutcome.NotMet, RequirementReason.TooLow, [
            Qualified("B"), Paper()], Reform: World.Start),
        new("two issuers of which one says no", Level, CheckOutcome.Unknown, RequirementReason.IssuersDiffer, [
            Qualified("A"), Changed(By(5, Qualified("A", 40)), CredentialChangeKind.Revoked, World.Start), Paper()], Conflicting: true),
        new("two issuers whose levels both do", Level, CheckOutcome.Met, RequirementReason.Shown, [
            Qualified("A"), By(5, Qualified("B", 40)), Paper()], Conflicting: true),
        new("one issuer that took another one back", Level, CheckOutcome.Met, RequirementReason.Shown, [
            Qualified("A"), Changed(Qualified("B", 40), CredentialChangeKind.Revoked, World.Start), Paper()]),
        new("two levels of one issuer", Level, CheckOutcome.Met, RequirementReason.Shown, [
            Qualified("A"), Qualified("B", 40), Paper()]),
        new("two issuers' certificates of one number", Level, CheckOutcome.Met, RequirementReason.Shown, [
            Qualified("A"), Paper(), By(5, Paper())], Conflicting: true),
        new("another issuer's certificate of one number that it revoked", Level, CheckOutcome.Met, RequirementReason.Shown, [
            Qualified("A"), Paper(), Changed(By(5, Paper()), CredentialChangeKind.Revoked, World.Start)], Conflicting: true),
        new("another issuer's certificate of one number that ended", Level, CheckOutcome.Met, RequirementReason.Shown, [
            Qualified("A"), Paper(), By(5, Paper(until: Deadline))]),
        new("two issuers' certificates of two numbers", Level, CheckOutcome.Met, RequirementReason.Shown, [
            Qualified("A"), Paper(), By(5, World.With(Paper(), r => r.Recorded.Certificate.CertificateNo = "D2"))]),
        new("two certificates of one issuer and number", Level, CheckOutcome.Met, RequirementReason.Shown, [
            Qualified("A"), Paper(), Paper()]),

        new("enough work", Roads, CheckOutcome.Met, RequirementReason.Shown, [Worked(41), Worked(42)]),
        new("too little work", Roads, CheckOutcome.Unknown, RequirementReason.NotOnChain, [Worked(41)]),
        new("work of less money", Roads with { ContractFenMin = 101 }, CheckOutcome.Unknown, RequirementReason.NotOnChain, [
            Worked(41), Worked(42)]),
        new("work of another class", Roads with { TradeClass = "D" }, CheckOutcome.Unknown, RequirementReason.NotOnChain, [
            Worked(41), Worked(42)]),
        new("work of before", Roads with { Since = World.IssuedAt + 1 }, CheckOutcome.Unknown, RequirementReason.NotOnChain, [
            Worked(41), Worked(42)]),
        new("work that is not accepted", Roads, CheckOutcome.Unknown, RequirementReason.NotOnChain, [Worked(41), Worked(42, 0)]),
        new("work that need not be", Roads with { Accepted = false }, CheckOutcome.Met, RequirementReason.Shown, [
            Worked(41), Worked(42, 0)]),
        new("work that ends later", Roads, CheckOutcome.Unknown, RequirementReason.NotOnChain, [
            Worked(41), Begun(Worked(42), Deadline + 1)]),
        new("work whose record was revoked", Roads, CheckOutcome.NotMet, RequirementReason.NotInForce, [
            Worked(41), Changed(Worked(42), CredentialChangeKind.Revoked, World.Start)]),

        new("a builder", Builder, CheckOutcome.Met, RequirementReason.Shown, [Person(51)]),
        new("a builder of another specialty", Builder with { Specialty = "公路" }, CheckOutcome.Unknown, RequirementReason.NotOnChain, [
            Person(51)]),
        new("one builder twice", Builder with { Count = 2 }, CheckOutcome.Unknown, RequirementReason.NotOnChain, [Person(51), Person(52)]),
        new("a builder whose paper is to be fetched again", Builder, CheckOutcome.NotMet, RequirementReason.NotInForce, [
            Person(51, useUntil: Deadline)]),

        new("nothing against it", Clean, CheckOutcome.Met, RequirementReason.Shown, []),
        new("a blacklist", Clean, CheckOutcome.NotMet, RequirementReason.Blocked, [Recorded(World.Crediting())]),
        new("a blacklist that is repaired", Clean, CheckOutcome.Met, RequirementReason.Shown, [
            Changed(Recorded(World.Crediting()), CredentialChangeKind.Repaired, Deadline)]),
        new("a blacklist that is repaired too late", Clean, CheckOutcome.NotMet, RequirementReason.Blocked, [
            Changed(Recorded(World.Crediting()), CredentialChangeKind.Repaired, Deadline + 1)]),
        new("a penalty that does not block", Clean, CheckOutcome.Met, RequirementReason.Shown, [
            Recorded(World.Crediting(CreditKind.Penalty))]),

        new("a score", Score, CheckOutcome.Met, RequirementReason.Shown, [Scored(6_000, World.IssuedAt)]),
        new("a score too low", Score, CheckOutcome.NotMet, RequirementReason.TooLow, [Scored(5_999, World.IssuedAt)]),
        new("no score", Score, CheckOutcome.Unknown, RequirementReason.NotOnChain, []),
        new("a newer score", Score, CheckOutcome.NotMet, RequirementReason.TooLow, [
            Scored(9_000, World.IssuedAt), Scored(100, World.IssuedAt + 1)]),
    }.ToDictionary(one => one.Name);

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_answer_comes_out_as_its_row_says(string name)
    {
        var one = Cases[name];
        var answer = Ask(one.Item, one.Reform, new SubjectRecords(World.Uscc(7), one.Records, IsComplete: true));
        Assert.Equal((one.Outcome, one.Reason, one.Conflicting), (answer.Outcome, answer.Reason, answer.IsConflicting));
        Assert.False(answer.IsLate);
    }

    [Fact]
    public void Of_a_consortium_the_lowest_of_those_with_the_type_counts()
    {
        Assert.Equal(CheckOutcome.Met, Together(Level, [Qualified("A"), Paper()], []).Outcome);
        Assert.Equal(CheckOutcome.Met, Together(Level, [Qualified("A"), Paper()], [Qualified("B"), Paper()]).Outcome);
        Assert.Equal(
            (CheckOutcome.NotMet, RequirementReason.TooLow),
            Together(Level with { LevelCode = "A" }, [Qualified("A"), Paper()], [Qualified("B"), Paper()]) is var low
                ? (low.Outcome, low.Reason)
                : default);
        Assert.Equal(CheckOutcome.Unknown, Together(Level, [Qualified("A"), Paper()], [Qualified("B")]).Outcome);
    }

    [Fact]
    public void Of_a_consortium_work_adds_up_and_one_blacklist_blocks_all()
    {
        Assert.Equal(CheckOutcome.Met, Together(Roads, [Worked(41)], [Worked(42)]).Outcome);
        Assert.Equal(CheckOutcome.NotMet, Together(Clean, [], [Recorded(World.Crediting())]).Outcome);
        Assert.Equal(CheckOutcome.NotMet, Together(Score, [Scored(9_000, 1)], [Scored(1, 1)]).Outcome);
        Assert.Equal(CheckOutcome.Unknown, Together(Score, [Scored(9_000, 1)], []).Outcome);
    }

    [Fact]
    public void What_is_not_proved_complete_may_hide_a_blacklist() => Assert.Equal(
        RequirementReason.Incomplete, Ask(Clean, 0, new SubjectRecords(World.Uscc(7), [], IsComplete: false)).Reason);

    [Fact]
    public void What_came_after_the_deadline_is_late()
    {
        var record = Qualified("A");
        record.RecordedAt = Deadline + 1;
        Assert.True(Ask(Level with { Certified = false }, 0, new SubjectRecords(World.Uscc(7), [record], IsComplete: true)).IsLate);
    }

    [Theory]
    [InlineData(CheckOutcome.Met)]
    [InlineData(CheckOutcome.Unknown, CheckOutcome.Met, CheckOutcome.Unknown)]
    [InlineData(CheckOutcome.NotMet, CheckOutcome.Unknown, CheckOutcome.NotMet)]
    public void One_item_that_is_not_met_decides(CheckOutcome expected, params CheckOutcome[] items) => Assert.Equal(
        expected, new RequirementAnswer(1, [.. items.Select(one => new ItemAnswer(Clean, one, RequirementReason.Shown, []))]).Outcome);

    private static ItemAnswer Together(RequirementItem item, CredentialRecord[] first, CredentialRecord[] second) => Ask(
        item, 0, new SubjectRecords(World.Uscc(7), first, IsComplete: true), new SubjectRecords(World.Uscc(8), second, IsComplete: true));

    private static ItemAnswer Ask(RequirementItem item, long reform, params SubjectRecords[] bidders)
    {
        var world = new World().WithCredentials();
        var state = reform == 0 ? world.State : world.WithReform(reform).State;
        return RequirementEvaluator.Evaluate(new Requirement("t", Deadline, [item]), bidders, state).Items.Single();
    }

    private static CredentialRecord Recorded(RecordCredential call) => new() { Recorded = call, RecordedAt = World.IssuedAt };

    private static CredentialRecord Qualified(string level, byte id = 21) =>
        Recorded(World.With(World.Qualifying(id), c => c.Qualification.LevelCode = level));

    private static CredentialRecord Begun(CredentialRecord record, long from) =>
        World.With(record, r => r.Recorded.EffectiveFrom = from);

    private static CredentialRecord By(int issuer, CredentialRecord record) =>
        World.With(record, r => r.Recorded.IssuerUscc = World.Uscc(issuer));

    private static CredentialRecord Paper(long until = Deadline + 1) =>
        Recorded(World.With(World.Certifying(), c => c.EffectiveUntil = until));

    private static CredentialRecord Worked(byte id, long acceptedAt = World.IssuedAt) => Recorded(World.With(
        World.Performing(id), c => (c.Performance.ContractFen, c.Performance.AcceptedAt) = (100, acceptedAt)));

    private static CredentialRecord Person(byte id, long useUntil = Deadline + 1) =>
        Recorded(World.With(World.Personal(id), c => c.Person.UseUntil = useUntil));

    private static CredentialRecord Scored(uint hundredths, long from) => Recorded(World.With(
        World.Crediting(CreditKind.Score), c => (c.Credit.ScoreHundredths, c.EffectiveFrom) = (hundredths, from)));

    private static CredentialRecord Changed(CredentialRecord record, CredentialChangeKind kind, long from) => World.With(
        record, r => r.Changes.Add(new CredentialChange { Kind = kind, EffectiveFrom = from, RecordedAt = World.IssuedAt }));

    private sealed record Case(
        string Name, RequirementItem Item, CheckOutcome Outcome, RequirementReason Reason, CredentialRecord[] Records, long Reform = 0,
        bool Conflicting = false);
}
