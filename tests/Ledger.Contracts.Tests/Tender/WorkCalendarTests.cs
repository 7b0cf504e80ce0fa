using Ledger.Protocol.V1;
using Ledger.Schema.Guarantee;
using Ledger.Schema.Tender;

namespace Ledger.Contracts.Tests;

/// <summary>Working days by the dated holiday table, and what they are counted for.</summary>
public sealed class WorkCalendarTests
{
    private readonly World _world = new();

    [Theory]
    [InlineData("2020-09-25 10:00", 1, "2020-09-27")] // a Friday: the Sunday is made up for the holidays
    [InlineData("2020-09-25 10:00", 5, "2020-10-09")] // 27, 28, 29, 30 September, then 9 October
    [InlineData("2020-09-30 23:59", 1, "2020-10-09")]
    [InlineData("2020-10-09 00:00", 1, "2020-10-10")] // a working Saturday
    [InlineData("2020-10-10 12:00", 1, "2020-10-12")]
    [InlineData("2020-12-31 12:00", 1, "2021-01-01")] // a year without a table counts Monday to Friday
    [InlineData("2020-10-05 12:00", 0, "2020-10-05")]
    public void Counts_as_the_table_says(string from, uint days, string end)
    {
        var calendar = TenderConfigurationRows.Calendar();
        TenderTables.WorkCalendars.Write(_world.State, WorkCalendars.KeyOf(2020), calendar);
        Assert.Equal(LastInstant(end), WorkCalendars.EndOfWorkday(_world.State, At(from), days));
    }

    [Theory]
    [InlineData("2020-10-05 12:00", 5, "2020-10-10")]
    [InlineData("2020-02-28 00:00", 1, "2020-02-29")]
    public void Days_are_all_days(string from, uint days, string end) =>
        Assert.Equal(LastInstant(end), WorkCalendars.EndOfDay(At(from), days));

    [Fact]
    public void An_enacted_calendar_and_rule_count()
    {
        Enact(p => p.PutWorkCalendar = TenderConfigurationRows.Calendar());
        Enact(p => p.PutTenderRule = TenderConfigurationRows.Rule());
        Assert.NotNull(TenderTables.WorkCalendars.Read(_world.State, WorkCalendars.KeyOf(2020)));
        Section At(long announcedAt) => new() { Region = "440400", TradeClass = "A02", AnnouncedAt = announcedAt };
        Assert.Equal(20u, TenderRules.Find(_world.State, At(World.Start), TenderRuleKind.DocumentDaysMin)?.Value);
        Assert.Null(TenderRules.Find(_world.State, At(World.Start - 1), TenderRuleKind.DocumentDaysMin));
        Assert.Equal(["2017年修正"], TenderRules.Of(_world.State, At(World.Start)).Select(rule => rule.LawVersion));
    }

    /// <summary>A trial ends by itself; what it stood in front of counts again.</summary>
    [Theory]
    [InlineData(0, 20)]
    [InlineData(5, 30)]
    [InlineData(9, 30)]
    [InlineData(10, 20)]
    public void A_rule_that_ends_gives_way_to_the_one_before(int day, uint value)
    {
        _world.WithRule(TenderRuleKind.DocumentDaysMin, 20)
            .WithRule(TenderRuleKind.DocumentDaysMin, 30, World.Start + (5 * World.Day), World.Start + (10 * World.Day));
        var section = new Section { Region = "440400", TradeClass = "A02", AnnouncedAt = World.Start + (day * World.Day) };
        Assert.Equal(value, TenderRules.Find(_world.State, section, TenderRuleKind.DocumentDaysMin)!.Value);
    }

    [Fact]
    public void A_bond_is_due_back_by_the_earliest_rule_that_has_begun()
    {
        _world.WithRule(TenderRuleKind.ReturnDaysAfterContract, 5).WithRule(TenderRuleKind.ReturnWorkdaysAfterAward, 5);
        _world.WithGuarantee(GuaranteeState.Revealed);
        Assert.Null(BondReturn.Of(_world.Guarantee, _world.Section, _world.State));

        foreach (var call
            in new[]
            {
                World.Call(World.Appointing()),
                World.Call(World.Listing()),
                World.Call(World.ReleasingKey()),
                World.Call(World.Completing()),
                World.Call(World.Evaluating()),
                World.Call(World.Publicizing()),
            })
        {
            _world.MustRun(_world.Centre, call);
        }

        _world.Time = World.PublicityEnd;
        _world.MustRun(_world.Tenderer, World.Call(World.Awarding(8)));
        var due = WorkCalendars.EndOfWorkday(_world.State, World.PublicityEnd, 5);
        Assert.Equal(due, BondReturn.Of(_world.Guarantee, _world.Section, _world.State)?.Due);
        var outstanding = OutstandingReturn.Of(_world.Guarantee, _world.State, due)!;
        Assert.Equal(
            (due, false, true, 0, 1),
            (
                outstanding.Return.Due,
                outstanding.IsLate(due),
                outstanding.IsLate(due + 1),
                outstanding.DaysLate(due + 1),
                outstanding.DaysLate(due + World.Day)));
        Assert.Null(OutstandingReturn.Of(_world.Guarantee, _world.State, World.ValidUntil + 1)); // expired: nothing is left to return

        // The winner's waits for the contract.
        var winners = _world.Guarantee;
        winners.Terms.ApplicantUscc = World.Uscc(8);
        Assert.Null(BondReturn.Of(winners, _world.Section, _world.State));
        _world.MustRun(_world.Tenderer, World.Call(World.Contracting()));
        Assert.Equal(WorkCalendars.EndOfDay(World.PublicityEnd, 5), BondReturn.Of(winners, _world.Section, _world.State)?.Due);

        _world.MustRun(_world.Tenderer, World.Releasing(ReleaseReason.NotAwarded));
        Assert.Null(BondReturn.Of(_world.Guarantee, _world.Section, _world.State));
    }

    private void Enact(Action<ProposeChange> change)
    {
        _world.PutValidators((_world.Centre, 1));
        var proposal = MembershipRows.Proposal(change);
        proposal.Membership.Propose.ProposalId = World.Blob(16, (byte)_world.Height);
        _world.MustRun(_world.Centre, proposal);
        _world.MustRun(_world.Centre, new Call
        {
            Membership = new MembershipCall
            {
                Vote = new VoteOnProposal { ProposalId = proposal.Membership.Propose.ProposalId, Approve = true },
            },
        });
    }

    private static long At(string chinaTime) =>
        new DateTimeOffset(DateTime.Parse(chinaTime, System.Globalization.CultureInfo.InvariantCulture), TimeSpan.FromHours(8))
            .ToUnixTimeMilliseconds();

    private static long LastInstant(string day) => At(day) + World.Day - 1;
}
