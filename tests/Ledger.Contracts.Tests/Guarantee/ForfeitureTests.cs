using Ledger.Protocol.V1;
using Ledger.Schema.Guarantee;
using Ledger.Schema.Judgements;

namespace Ledger.Contracts.Tests;

/// <summary>The closed list of forfeiture, and what a tenderer is told before it gives a forfeited bond back.</summary>
public sealed class ForfeitureTests
{
    [Fact]
    public void Every_reason_says_whether_the_bond_may_be_kept_or_must() => Assert.Equal(
        Enum.GetValues<ClaimReason>().Where(reason => reason != ClaimReason.Unspecified)
            .Select(reason => (
                reason, reason is ClaimReason.Revoked or ClaimReason.OtherInDocument ? ForfeitureDuty.May : ForfeitureDuty.Shall)),
        Forfeiture.All.Select(one => (one.Reason, one.Duty)));

    [Fact]
    public void A_winner_who_gave_up_is_not_released_without_a_word()
    {
        var world = Awarded(7);
        Assert.Empty(WarningsOf(world, ReleaseReason.NotAwarded));
        world.MustRun(world.Tenderer, World.Call(World.Awarding(8)));
        Assert.Equal([CallWarningKind.MustNotBeReturned], WarningsOf(world, ReleaseReason.NotAwarded).Take(1));
    }

    [Theory]
    [InlineData(ClaimReason.NoContract, true)]
    [InlineData(ClaimReason.Revoked, false)]
    public void An_abandoned_claim_is_not_released_without_a_word_where_the_bond_must_not_be_returned(ClaimReason reason, bool warns)
    {
        var world = Awarded(7);
        world.MustRun(world.Tenderer, World.Claiming(reason: reason));
        world.MustRun(world.Guarantor, World.RefusingClaim("缺"));
        Assert.Equal(warns, WarningsOf(world, ReleaseReason.ClaimAbandoned).Count > 0);
    }

    private static World Awarded(int winner)
    {
        var world = new World().WithGuarantee(GuaranteeState.Revealed);
        world.MustRun(world.Centre, World.Call(World.Appointing()));
        world.MustRun(world.Centre, World.Call(World.Listing()));
        world.MustRun(world.Centre, World.Call(World.ReleasingKey()));
        world.MustRun(world.Centre, World.Call(World.Completing()));
        world.MustRun(world.Centre, World.Call(World.Evaluating()));
        world.MustRun(world.Tenderer, World.Call(World.Publicizing()));
        world.Time = World.PublicityEnd;
        world.MustRun(world.Tenderer, World.Call(World.Awarding(winner)));
        return world;
    }

    private static List<CallWarningKind> WarningsOf(World world, ReleaseReason reason) =>
        [.. CallWarnings.Of([World.Releasing(reason)], world.Tenderer.Uscc, world.State, world.Time).Select(warning => warning.Kind)];
}
