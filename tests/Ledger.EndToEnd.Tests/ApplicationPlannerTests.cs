using Ledger.Orders;
using Ledger.Rehearsal;
using Ledger.Seeds;

namespace Ledger.EndToEnd.Tests;

public sealed class ApplicationPlannerTests
{
    [Fact]
    public void Applications_are_spread_over_the_record_in_the_stated_shares()
    {
        var consortium = ConsortiumSeed.Create();
        var rounds = ApplicationPlanner.Plan(consortium, ZhuhaiRecord.Generate(consortium));
        var ends = rounds.SelectMany(round => round.Applications).CountBy(application => ApplicationCourses.EndOf(application.Course))
            .ToDictionary();

        Assert.Equal(20, rounds.Count);
        Assert.Equal(
            (160, 50, 20, 10),
            (ends[OrderState.IssuedSealed], ends[OrderState.Rejected], ends[OrderState.Cancelled], ends[OrderState.AwaitPayment]));
        Assert.True(rounds.Select(round => (round.Day.Year, round.Day.Month)).Distinct().Count() >= 14, "The sections lie in few months.");
        Assert.Equal(12, rounds.Select(round => round.Guarantor.Participant.Uscc).Distinct().Count());
        Assert.All(rounds, round => Assert.Equal(12, round.Applications.Select(application => application.Bidder.Uscc).Distinct().Count()));
        Assert.All(rounds, round => Assert.Empty(round.Applications.Select(application => application.Bidder.Uscc)
            .Intersect(round.Section.Guarantees.Concat(round.Section.Withdrawn).Select(guarantee => guarantee.Applicant.Uscc))));
        Assert.Contains(rounds.SelectMany(round => round.Applications), application => application.IsBlind);
    }
}
