using Ledger.Contracts.Membership;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Contracts.Tests;

public sealed class EnactmentTests
{
    private readonly World _world = new();

    [Fact]
    public void AnEnactedValidatorStandsInTheSetInItsOrder()
    {
        Enact(p => p.PutValidator = MembershipRows.Validator(200, 1));
        var set = MembershipTables.Validators.Read(_world.State, MembershipTables.Validators.Key("current"))!;
        var roster = ValidatorRoster.TryCreate(World.Hasher, set);
        Assert.NotNull(roster);
        Assert.Equal(5, set.Validators.Count);
        Assert.Equal(5UL, roster.TotalPower);
        Assert.Equal(_world.Height, set.Since);
    }

    [Fact]
    public void AValidatorOfPowerZeroLeavesTheSet()
    {
        Enact(p => p.PutValidator = MembershipRows.Validator(103, 0));
        Assert.Equal(3, MembershipTables.Validators.Read(_world.State, MembershipTables.Validators.Key("current"))!.Validators.Count);
    }

    [Fact]
    public void ANewRuleVersionIsActiveFromTheNextBlock()
    {
        Enact(p => p.RuleVersion = 2);
        var rules = MembershipTables.Rules.Read(_world.State, MembershipTables.Rules.Key("current"))!;
        Assert.Equal(new RuleVersion { Version = 2, ActiveFrom = _world.Height + 1 }, rules);
    }

    [Fact]
    public void AnEnactedCapCounts()
    {
        Enact(p => p.PutBondCap = new BondCap { Region = "440400", TradeClass = "A02", ShareBasisPoints = 100, Source = "条例" });
        var refused = _world.WithProject().Run(_world.Centre, World.Call(World.Announcement()));
        Assert.Equal(RefusalCode.BadAmount, refused.Code);
        Assert.Contains("条例", refused.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void VotesWeighAsTheValidatorsDo()
    {
        _world.PutValidators((_world.Centre, 7), (_world.Guarantor, 2), (_world.Regulator, 1));
        MembershipRows.Approved(_world, 1);
        Assert.Equal("member.admitted", _world.Events[^1].Type);
    }

    [Fact]
    public void TwoThirdsAreNotMoreThanTwoThirds()
    {
        _world.PutValidators((_world.Centre, 1), (_world.Guarantor, 1), (_world.Regulator, 1));
        MembershipRows.Approved(_world, 2);
        Assert.Equal("proposal.voted", _world.Events[^1].Type);
    }

    private void Enact(Action<ProposeChange> change)
    {
        MembershipRows.Approved(_world, 3, change);
        var proposal = MembershipTables.Proposals.Read(_world.State, MembershipTables.Proposals.Key(World.Blob(16, 3).Span))!;
        Assert.Equal(ProposalState.Enacted, proposal.State);
        Assert.Equal(proposal.ApprovedBy.Order(StringComparer.Ordinal), proposal.ApprovedBy);
    }
}
