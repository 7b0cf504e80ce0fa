using Ledger.Protocol.V1;
using Ledger.Schema.Judgements;
using Ledger.Schema.Tender;

namespace Ledger.Contracts.Tests;

/// <summary>What a section's course owes next, and that a late step is doubted and recorded all the same (实施条例 §54; 招标投标法 §46).</summary>
public sealed class SectionDutyTests
{
    private const uint Days = 3;

    [Theory]
    [InlineData(SectionState.Evaluated, TenderRuleKind.PublicityDaysAfterReportMax, SectionDutyKind.Publicity)]
    [InlineData(SectionState.Awarded, TenderRuleKind.ContractDaysMax, SectionDutyKind.Contract)]
    public void A_step_is_owed_by_the_rules_day_and_late_after_it(SectionState state, TenderRuleKind rule, SectionDutyKind kind)
    {
        var world = new World().WithRule(rule, Days).WithSection(state);
        var duty = SectionDuty.Of(world.Section, world.State)!;
        Assert.Equal((kind, WorkCalendars.EndOfDay(world.Time, Days)), (duty.Kind, duty.Due));
        Assert.Contains("2019年修订", duty.Source, StringComparison.Ordinal);
        Assert.Equal((false, true), (duty.IsLate(duty.Due), duty.IsLate(duty.Due + 1)));

        var step = kind == SectionDutyKind.Publicity ? World.Call(Lasting(world)) : World.Call(World.Contracting());
        Assert.Empty(Doubts(world, step, duty.Due));
        Assert.Equal([CallWarningKind.Late], Doubts(world, step, duty.Due + 1));
        world.Time = duty.Due + 1;
        world.MustRun(world.Tenderer, step);
        Assert.Null(SectionDuty.Of(world.Section, world.State));
    }

    [Fact]
    public void An_objection_is_answered_in_its_days_and_a_regulators_pause_has_none()
    {
        var world = new World().WithRule(TenderRuleKind.ObjectionDaysMax, Days).WithSection(SectionState.Publicized);
        world.MustRun(world.Tenderer, World.Call(World.Pausing()));
        var duty = SectionDuty.Of(world.Section, world.State)!;
        Assert.Equal((SectionDutyKind.Answer, WorkCalendars.EndOfDay(world.Time, Days)), (duty.Kind, duty.Due));
        Assert.Equal([CallWarningKind.Late], Doubts(world, World.Call(World.Resuming()), duty.Due + 1));

        var regulated = new World().WithRule(TenderRuleKind.ObjectionDaysMax, Days).WithSection(SectionState.Paused);
        Assert.Null(SectionDuty.Of(regulated.Section, regulated.State));
    }

    [Fact]
    public void A_section_keeps_the_days_of_its_announcement()
    {
        var world = new World().WithSection(SectionState.Evaluated).WithRule(
            TenderRuleKind.PublicityDaysAfterReportMax, Days, World.OpeningTime);
        Assert.Null(SectionDuty.Of(world.Section, world.State));
    }

    private static PublicizeCandidates Lasting(World world)
    {
        var call = World.Publicizing();
        call.Until = world.Time + (20 * World.Day);
        return call;
    }

    private static IEnumerable<CallWarningKind> Doubts(World world, Call call, long time) =>
        CallWarnings.Of([call], world.Tenderer.Uscc, world.State, time).Select(warning => warning.Kind);
}
