using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema;
using Ledger.Schema.CaTrust;
using Ledger.Schema.Judgements;

namespace Ledger.Contracts.Tests;

/// <summary>Under which licence a CA works at a time, and that its end is watched.</summary>
public sealed class AuthorityLicenceTests
{
    private static readonly CertificateAuthority Authority = new()
    {
        CaId = "test",
        Licences =
        {
            new AuthorityLicence { Kind = LicenceKind.Certification, Number = "1", ValidFrom = 10, ValidUntil = 20 },
            new AuthorityLicence { Kind = LicenceKind.Certification, Number = "2", ValidFrom = 21, ValidUntil = 30 },
            new AuthorityLicence { Kind = LicenceKind.GovernmentCertification, Number = "3", ValidFrom = 15, ValidUntil = 25 },
        },
    };

    [Fact]
    public void What_was_signed_while_a_licence_held_stays_good_and_what_comes_after_is_not()
    {
        var world = new World().WithCa();
        var (leaf, end) = (Certificates.Leaf(World.Uscc(7)), world.Time + World.Day);
        world.MustEnact(TrustWorld.Licensed(world.Time, end));
        world.Time = end;
        Assert.True(world.Ask(leaf).IsGood);
        Assert.False(CertificateRows.Register(world, leaf).IsRefused);
        world.Time++;
        Assert.Equal("authority-unlicensed", world.Ask(leaf).Reason.Code);
        Assert.True(world.Ask(leaf, at: end).IsGood);

        // A registered certificate signs on: otherwise a renewal that was entered late could be voted on by nobody.
        Assert.False(
            SignerRules.Resolve(world.State, CertificateId.Compute(World.Hasher, leaf.Der.Span), world.Time, out _).IsRefused);
        Assert.Equal(
            [CallWarningKind.Unlicensed],
            CallWarnings.Of([Proposing(TrustWorld.Licensed(1, end))], string.Empty, world.State, world.Time).Select(doubt => doubt.Kind));
        Assert.Empty(CallWarnings.Of([Proposing(TrustWorld.Licensed(1, end + 1))], string.Empty, world.State, world.Time));
        Assert.Single(CallWarnings.Of([Proposing(TrustWorld.Entering())], string.Empty, world.State, world.Time));
    }

    [Theory]
    [InlineData("12440400XYKE27AY53", true, "government-unlicensed")]
    [InlineData("12440400XYKE27AY53", false, "good")]
    [InlineData("91350100M000100Y43", true, "good")]
    public void A_public_bodys_certificate_needs_the_licence_for_it_where_the_place_asks(string owner, bool isAsked, string expected)
    {
        var world = new World().WithCa();
        var accepting = TrustWorld.Accepting("440400", AcceptedUsage.Sign);
        accepting.SetAcceptance.GovernmentLicence = isAsked;
        world.MustEnact(accepting);
        var leaf = Certificates.Leaf(owner);
        Assert.Equal(expected, world.Ask(leaf).Reason.Code);

        world.MustEnact(TrustWorld.Licensed(world.Time, world.Time + World.Day, LicenceKind.GovernmentCertification));
        Assert.True(world.Ask(leaf).IsGood);
    }

    private static Call Proposing(TrustChange change) =>
        new() { Membership = new MembershipCall { Propose = new ProposeChange { Trust = change } } };

    [Theory]
    [InlineData(LicenceKind.Certification, 9, null)]
    [InlineData(LicenceKind.Certification, 10, "1")]
    [InlineData(LicenceKind.Certification, 20, "1")]
    [InlineData(LicenceKind.Certification, 21, "2")]
    [InlineData(LicenceKind.Certification, 31, null)]
    [InlineData(LicenceKind.GovernmentCertification, 14, null)]
    [InlineData(LicenceKind.GovernmentCertification, 25, "3")]
    public void The_one_that_holds_is_found(LicenceKind kind, long time, string? number) =>
        Assert.Equal(number, AuthorityLicences.At(Authority, kind, time)?.Number);

    [Fact]
    public void The_last_of_each_kind_is_watched()
    {
        Assert.Equal(
            [("licence", 30L), ("licence", 25L)],
            ExpiringItems.Of(Authority, AuthorityStatus.Active).Select(item => (item.Kind, item.EndsAt)));
        Assert.Empty(ExpiringItems.Of(Authority, AuthorityStatus.Withdrawn));
    }
}
