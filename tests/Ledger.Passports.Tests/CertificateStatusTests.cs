using Google.Protobuf;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema.Account;
using Ledger.Schema.CaTrust;
using Ledger.Schema.Membership;

namespace Ledger.Passports.Tests;

/// <summary>
/// A signature is judged by what counted when it was made (DOMAIN §3): what came later leaves it valid, what came before does not.
/// </summary>
public sealed class CertificateStatusTests
{
    [Theory]
    [InlineData(-1, PassportCheckNames.IssuerCertificate)]
    [InlineData(0, PassportCheckNames.IssuerCertificate)]
    [InlineData(1, null)]
    public Task Revoked_by_its_subject(int offset, string? check) => AfterAsync(check, (world, signedAt) =>
        ChangeCertificate(world, record => record.RevokedAt = signedAt + offset));

    [Theory]
    [InlineData(-1, PassportCheckNames.AsOfStatus)]
    [InlineData(0, PassportCheckNames.AsOfStatus)]
    [InlineData(1, null)]
    public Task Revoked_by_a_list_of_its_CA(int offset, string? check) => AfterAsync(check, (world, signedAt) =>
    {
        var record = Read(world);
        var key = CaTrustTables.RevocationKey(new Digest(record.IssuerId.Span), record.SerialNumber.Span, world.Genesis.Hasher);
        world.Chain.Put((key, new Revocation { Since = signedAt + offset, RecordedAt = signedAt + 5000 }));
    });

    [Theory]
    [InlineData(0, PassportCheckNames.IssuerCertificate)]
    [InlineData(1, null)]
    public Task Replaced(int offset, string? check) => AfterAsync(check, (world, signedAt) =>
        ChangeCertificate(
            world, record => (record.ReplacedUntil, record.ReplacedBy) = (signedAt + offset, ByteString.CopyFrom(new byte[32]))));

    [Theory]
    [InlineData(-1, PassportCheckNames.IssuerCertificate)]
    [InlineData(0, null)]
    public Task Expired(int offset, string? check) =>
        AfterAsync(check, (world, signedAt) => ChangeCertificate(world, record => record.NotAfter = signedAt + offset));

    [Fact]
    public Task Registered_only_later() => AfterAsync(PassportCheckNames.IssuerCertificate, (world, signedAt) =>
        ChangeCertificate(world, record => record.RegisteredAt = signedAt + 1));

    [Theory]
    [InlineData(0, PassportCheckNames.IssuerCertificate)]
    [InlineData(1, null)]
    public Task Its_CA_suspended(int offset, string? check) => AfterAsync(check, (world, signedAt) =>
    {
        var key = CaTrustTables.Standings.Key(Read(world).CaId);
        var standing = world.Client.ReadAsync(CaTrustTables.Standings, key).GetAwaiter().GetResult().Record!;
        standing.Statuses.Add(
            new AuthorityStatusEntry { EffectiveFrom = signedAt + offset, Status = AuthorityStatus.Suspended, Reason = "r" });
        world.Chain.Put((key, standing));
    });

    [Fact]
    public Task Its_CA_accepted_nowhere() => AfterAsync(PassportCheckNames.AsOfStatus, (world, _) =>
    {
        var caId = Read(world).CaId;
        var history = new AcceptanceHistory { Entries = { new AcceptanceEntry { EffectiveFrom = 0, Source = "s" } } };
        world.Chain.Put((CaTrustTables.AcceptanceKey("440400", caId), history));
    });

    [Fact]
    public Task Of_another_subject_than_the_issuer() => AfterAsync(PassportCheckNames.IssuerSignature, (world, _) =>
        ChangeCertificate(world, record => record.Uscc = world.Stranger.Uscc));

    [Fact]
    public Task Registered_with_another_key() => AfterAsync(PassportCheckNames.IssuerSignature, (world, _) =>
        ChangeCertificate(world, record => record.PublicKey = ByteString.CopyFrom(world.Stranger.KeyPair.PublicKey.Encoded)));

    [Fact]
    public async Task The_signature_of_somebody_else_issues_nothing()
    {
        await using var world = await PassportWorld.SealedAsync(signer: ConsortiumStranger());
        var report = world.Verify(await world.BuildAsync());
        Assert.Equal(PassportCheckNames.IssuerSignature, report.Failure!.Name);
    }

    [Fact]
    public async Task An_issuer_that_has_left_the_consortium_has_no_name_but_its_guarantees_hold()
    {
        await using var world = await PassportWorld.RevealedAsync();
        world.Chain.Put(
            (MembershipTables.Members.Key(world.Issuer.Uscc), new Member { Uscc = world.Issuer.Uscc, Name = "旧名", Region = "440400" }));
        var report = world.Verify(await world.BuildAsync());
        Assert.True(report.IsValid, report.Failure?.ToString());
        Assert.Equal("旧名", report.Guarantee!.IssuerName);
    }

    [Fact]
    public async Task A_record_of_another_commitment_time_or_terms_is_told()
    {
        await using var world = await PassportWorld.RevealedAsync();
        var genuine = world.Record.Clone();
        await ChangedAsync(world, genuine, record => record.Terms.AmountFen++, PassportCheckNames.Terms);
        await ChangedAsync(world, genuine, record => record.Terms.GuarantorUscc = world.Stranger.Uscc, PassportCheckNames.Terms);
        await ChangedAsync(world, genuine, record => record.IssuerUscc = world.Stranger.Uscc, PassportCheckNames.IssuerSignature);
    }

    private static Seeds.Participant ConsortiumStranger() =>
        Seeds.ConsortiumSeed.Create(suite: Crypto.CryptoSuite.International).Guarantors[1].Participant;

    private static async Task ChangedAsync(PassportWorld world, Guarantee genuine, Action<Guarantee> change, string check)
    {
        var record = genuine.Clone();
        change(record);
        world.Put(record);
        Assert.Equal(check, world.Verify(await world.BuildAsync()).Failure!.Name);
    }

    private static async Task AfterAsync(string? check, Action<PassportWorld, long> change)
    {
        await using var world = await PassportWorld.RevealedAsync();
        change(world, world.IssuedIn.Header.Time);
        var report = world.Verify(await world.BuildAsync());
        Assert.Equal(check, report.Failure?.Name);
    }

    private static CertificateRecord Read(PassportWorld world) => world.Client
        .ReadAsync(AccountTables.Certificates, AccountTables.Certificates.Key(world.Issuer.CertificateId.ToArray())).GetAwaiter()
            .GetResult().Record!;

    private static void ChangeCertificate(PassportWorld world, Action<CertificateRecord> change)
    {
        var record = Read(world);
        change(record);
        world.Chain.Put((AccountTables.Certificates.Key(world.Issuer.CertificateId.ToArray()), record));
    }
}
