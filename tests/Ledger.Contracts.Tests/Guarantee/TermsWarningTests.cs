using Ledger.Protocol.V1;
using Ledger.Schema.Judgements;
using Ledger.Schema.Tender;

namespace Ledger.Contracts.Tests;

/// <summary>What a guarantor is told before it puts a guarantee, or a new version of one, on the chain.</summary>
public sealed class TermsWarningTests
{
    [Fact]
    public void An_amendment_that_ends_before_the_bids_do_is_doubtful()
    {
        var world = new World().WithGuarantee(GuaranteeState.Revealed);
        var needed = SectionRules.BidValidUntil(SectionOf(world));
        Assert.Equal([CallWarningKind.EndsTooEarly], KindsOf(world, needed - 1));
        Assert.Empty(KindsOf(world, needed));
    }

    [Fact]
    public void Terms_are_looked_at_before_they_are_sealed()
    {
        var section = SectionOf(new World().WithGuarantee(GuaranteeState.Revealed));
        var terms = World.Terms();
        (terms.PremiumFen, terms.ValidUntil) = (1, SectionRules.BidValidUntil(section));
        var before = CallWarnings.Of(terms, section).Select(warning => warning.Kind).ToList();
        terms.PremiumFen = 0;
        terms.ValidUntil--;
        Assert.Equal(
            [CallWarningKind.NoPremium, CallWarningKind.EndsTooEarly],
            CallWarnings.Of(terms, section).Select(warning => warning.Kind).Except(before));
    }

    private static Section SectionOf(World world) =>
        TenderTables.Sections.Read(world.State, TenderTables.Sections.Key(World.Terms().SectionCode))!;

    private static IEnumerable<CallWarningKind> KindsOf(World world, long validUntil) =>
        CallWarnings.Of([World.Amending(amend => amend.ValidUntil = validUntil)], world.Guarantor.Uscc, world.State, world.Time)
            .Select(warning => warning.Kind);
}
