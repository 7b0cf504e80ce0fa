using Ledger.Certificates.Paths;
using Ledger.Crypto;
using Ledger.Protocol.V1;
using Ledger.Schema;
using Ledger.Schema.CaTrust;
using Ledger.Seeds;

namespace Ledger.Client.Tests;

/// <summary>The trust list's answers, worked out from what a node proves and from nothing else.</summary>
public sealed class CaTrustTests : ClientFixture
{
    private static readonly ConsortiumSeed Seed = ConsortiumSeed.Create(suite: CryptoSuite.International);
    private static readonly TrustPlace Zhuhai = new("440400");

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        Chain.Put(GenesisState.Build(Seed.Genesis).Where(entry => entry.Key.AsSpan().StartsWith("catrust/"u8)));
    }

    [Fact]
    public async Task A_certificate_of_a_recognised_CA_is_good_and_every_read_is_proven()
    {
        var check = await Client.CaTrust.CheckAsync(Seed.Zhuhai.Certificate, CertificateUsage.Sign, Zhuhai);
        Assert.True(check.Answer.IsGood, check.Answer.Detail);
        Assert.Equal(Seed.Zhuhai.Uscc, check.Answer.Uscc);
        Assert.Equal(Seed.Zhuhai.CertificateId, check.Answer.CertificateId);
        Assert.Equal((1UL, check.Time), (check.Height, check.AtMs));
        Assert.InRange(check.Reads.Count, 5, 40);
        Assert.All(check.Reads, read => Assert.NotNull(read.Proof));
    }

    [Fact]
    public async Task The_answer_is_for_the_time_asked_for()
    {
        var before = await Client.CaTrust.CheckAsync(Seed.Zhuhai.Certificate, CertificateUsage.Sign, Zhuhai, Seed.Genesis.Content.Time - 1);
        Assert.Equal("authority-not-yet", before.Answer.Reason.Code);
        var future = await Client.CaTrust.CheckAsync(Seed.Zhuhai.Certificate, CertificateUsage.Sign, Zhuhai, before.Time + 1);
        Assert.Equal("time-not-reached", future.Answer.Reason.Code);
        var encrypt = await Client.CaTrust.CheckAsync(Seed.Zhuhai.Certificate, CertificateUsage.Encrypt, Zhuhai);
        Assert.Equal("usage-key", encrypt.Answer.Reason.Code);
    }

    [Fact]
    public async Task A_suspension_leaves_the_answers_about_the_time_before()
    {
        var good = await Client.CaTrust.CheckAsync(Seed.Zhuhai.Certificate, CertificateUsage.Sign, Zhuhai);
        var key = CaTrustTables.Standings.Key(good.Answer.CaId!);
        var standing = (await Client.ReadAsync(CaTrustTables.Standings, key)).Record!;
        standing.Statuses.Add(
            new AuthorityStatusEntry { EffectiveFrom = good.Time + 1000, Status = AuthorityStatus.Suspended, Reason = "r" });
        Chain.Put((key, standing));

        var now = await Client.CaTrust.CheckAsync(Seed.Zhuhai.Certificate, CertificateUsage.Sign, Zhuhai);
        Assert.Equal("authority-suspended", now.Answer.Reason.Code);
        Assert.True((await Client.CaTrust.CheckAsync(Seed.Zhuhai.Certificate, CertificateUsage.Sign, Zhuhai, good.Time)).Answer.IsGood);
        Assert.True(
            (await Client.CaTrust.CheckAsync(Seed.Zhuhai.Certificate, CertificateUsage.Sign, Zhuhai, height: good.Height)).Answer.IsGood);
    }

    [Fact]
    public async Task A_node_that_hides_an_entry_is_caught()
    {
        Node.State = answer => answer.Proof.Value = Google.Protobuf.ByteString.CopyFrom(1, 2, 3);
        await Assert.ThrowsAsync<VerificationException>(
            () => Client.CaTrust.CheckAsync(Seed.Zhuhai.Certificate, CertificateUsage.Sign, Zhuhai));
    }

    [Fact]
    public async Task The_list_has_every_CA_with_its_status()
    {
        var listing = await Client.CaTrust.ListAsync();
        Assert.Equal(2, listing.Authorities.Count);
        Assert.All(listing.Authorities, authority => Assert.Equal(AuthorityStatus.Active, authority.Status.Status));
        Assert.Equal(["anchor-", "anchor-"], listing.Authorities.Select(authority => authority.Entry.CaId[..7]));
    }
}
