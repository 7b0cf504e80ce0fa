using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema.Guarantee;

namespace Ledger.Contracts.Tests;

/// <summary>Whether a bond complied is a question of the opening (实施条例 §26, §57): what became of it later is no answer to it.</summary>
public sealed class BondsAtOpeningTests
{
    [Theory]
    [InlineData(GuaranteeState.Revealed)]
    [InlineData(GuaranteeState.Released)]
    [InlineData(GuaranteeState.Claimed)]
    [InlineData(GuaranteeState.Paid)]
    [InlineData(GuaranteeState.Refused)]
    public void What_became_of_a_bond_changes_nothing_of_whether_it_complied(GuaranteeState state)
    {
        var world = new World().WithGuarantee(state);
        var bond = Assert.Single(SectionBonds.AtOpening(world.Section, [World.Uscc(7)], [world.Guarantee])!);
        Assert.True(bond.Complies);
        Assert.Equal(
            state is GuaranteeState.Released or GuaranteeState.Paid,
            !SectionBonds.Of(world.Section, [World.Uscc(7)], [world.Guarantee], world.Time)[0].Complies);
    }

    [Fact]
    public void A_bond_that_was_raised_after_the_opening_is_as_small_as_it_was()
    {
        var world = new World().WithGuarantee(GuaranteeState.Revealed);
        var (guarantee, opened, raised) = (world.Guarantee.Clone(), world.Section.OpenedAt, world.Guarantee.Terms.AmountFen);
        guarantee.Versions.Clear();
        guarantee.Versions.Add(
            new GuaranteeVersion { Version = 1, AmountFen = World.BondFen - 1, ValidUntil = guarantee.Terms.ValidUntil, At = opened - 1 });
        guarantee.Versions.Add(
            new GuaranteeVersion { Version = 2, AmountFen = raised, ValidUntil = guarantee.Terms.ValidUntil, At = opened + 1 });
        var bond = Assert.Single(SectionBonds.AtOpening(world.Section, [], [guarantee])!);
        Assert.Equal(RefusalCode.AmountBelowBond, Assert.Single(bond.Defects).Code);
        Assert.Equal(raised, guarantee.Terms.AmountFen); // what was given is not touched
    }

    [Fact]
    public void A_bond_that_had_ended_by_the_opening_did_not_comply()
    {
        var world = new World().WithGuarantee(GuaranteeState.Revealed);
        var guarantee = world.Guarantee.Clone();
        guarantee.Versions.Clear();
        guarantee.Terms.ValidUntil = world.Section.OpenedAt - 1;
        Assert.Contains(
            Assert.Single(SectionBonds.AtOpening(world.Section, [], [guarantee])!).Defects,
            defect => defect.Code == RefusalCode.GuaranteeExpired);
    }

    [Fact]
    public void A_section_that_was_not_opened_has_no_such_answer() =>
        Assert.Null(SectionBonds.AtOpening(new World().WithSection().Section, [World.Uscc(7)], []));
}
