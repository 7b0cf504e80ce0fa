using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema;

namespace Ledger.Contracts.Tests;

public sealed class SignerRulesTests
{
    private readonly World _world = AccountRows.WithAnchor(new World { Time = Certificates.NotBefore });

    public SignerRulesTests() => _world.Time = World.Start;

    [Theory]
    [InlineData(Certificates.NotBefore - 1, RefusalCode.CertificateNotValid)]
    [InlineData(Certificates.NotBefore, RefusalCode.None)]
    [InlineData(Certificates.NotAfter, RefusalCode.None)]
    [InlineData(Certificates.NotAfter + 1, RefusalCode.CertificateNotValid)]
    public void A_certificate_counts_from_its_first_to_its_last_instant(long time, RefusalCode expected)
    {
        var id = Register();
        Assert.Equal(expected, SignerRules.Resolve(_world.State, id, time, out var signer).Code);
        Assert.Equal(expected == RefusalCode.None, signer is not null);
    }

    [Fact]
    public void A_revoked_certificate_counts_no_more_at_its_revocations_instant()
    {
        var id = Register();
        _world.Time += 5;
        _world.MustRun(_world.Bidder, AccountRows.RevokingCall(Google.Protobuf.ByteString.CopyFrom(id.ToArray()), "丢失"));
        Assert.Equal(RefusalCode.CertificateNotValid, SignerRules.Resolve(_world.State, id, _world.Time, out _).Code);
        Assert.Equal(RefusalCode.None, SignerRules.Resolve(_world.State, id, _world.Time - 1, out _).Code);
    }

    [Fact]
    public void An_unregistered_certificate_is_unknown() =>
        Assert.Equal(RefusalCode.UnknownSigner, SignerRules.Resolve(_world.State, Digest.Zero, World.Start, out _).Code);

    [Fact]
    public void A_member_that_is_not_active_has_no_roles()
    {
        var leaf = Certificates.Leaf(_world.OtherCentre.Uscc);
        Assert.False(AccountRows.Register(_world, _world.Centre, leaf).IsRefused);
        var id = CertificateId.Compute(World.Hasher, leaf.Der.Span);
        SignerRules.Resolve(_world.State, id, World.Start, out var signer);
        Assert.True(signer!.Has(Role.TradingCentre));
        Assert.Equal(leaf.PublicKey, signer.Key);

        var members = Schema.Membership.MembershipTables.Members;
        var member = members.Read(_world.State, members.Key(signer.Uscc))!;
        member.Active = false;
        members.Write(_world.State, members.Key(signer.Uscc), member);
        SignerRules.Resolve(_world.State, id, World.Start, out signer);
        Assert.Null(signer!.Member);
        Assert.False(signer.Has(Role.TradingCentre));
    }

    private Digest Register()
    {
        var leaf = Certificates.Leaf(_world.Bidder.Uscc);
        Assert.False(AccountRows.Register(_world, _world.Centre, leaf).IsRefused);
        return CertificateId.Compute(World.Hasher, leaf.Der.Span);
    }
}
