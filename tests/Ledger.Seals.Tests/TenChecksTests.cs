using Ledger.Certificates.Extensions;
using Ledger.Crypto.Signatures;

namespace Ledger.Seals.Tests;

/// <summary>Each of the ten checks broken alone: it fails by its name, and no other does.</summary>
public sealed class TenChecksTests
{
    private static readonly SealWorld World = new();

    public static TheoryData<string> Names() => [.. Broken().Select(one => one.Kind.ToString())];

    [Fact]
    public void A_good_seal_passes_all_but_the_time_stamp_that_it_lacks()
    {
        var report = Verify(World.Sign(), World.Options());
        Assert.Equal(SealVerdict.Valid, report.Verdict);
        Assert.Equal(10, report.Checks.Count);
        Assert.All(report.Checks, check => Assert.Equal(
            check.Kind == SealCheckKind.TimeStamp ? SealCheckOutcome.NotApplicable : SealCheckOutcome.Pass, check.Outcome));
        Assert.Equal(Enum.GetValues<SealCheckKind>(), report.Checks.Select(check => check.Kind));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void One_broken_check_fails_by_its_name(string kind)
    {
        var (expected, report) = Broken().Single(one => one.Kind.ToString() == kind);
        var failure = Assert.Single(report().Failures);
        Assert.Equal(expected, failure.Kind);
        Assert.NotEmpty(failure.Reason);
    }

    [Fact]
    public void Every_check_is_broken_once() => Assert.Equal(Enum.GetValues<SealCheckKind>(), Broken().Select(one => one.Kind));

    [Fact]
    public void A_verdict_names_what_cannot_be_healed_first()
    {
        var stranger = new TrustStub(World.BidderAuthority.Root, TrustOutcome.UnknownIssuer);
        Assert.Equal(SealVerdict.UnknownIssuer, Verify(World.Sign(), World.Options(signers: stranger)).Verdict);
        Assert.Equal(SealVerdict.Expired, Verify(World.Sign(atMs: SealWorld.End + 1000), World.Options(signers: stranger)).Verdict);
        Assert.Equal(
            SealVerdict.Invalid,
            new SealVerifier(new SignatureVerifier(), World.Options(signers: stranger))
                .Verify(World.Sign(atMs: SealWorld.End + 1000), "x"u8.ToArray()).Verdict);
    }

    [Fact]
    public void An_encryption_certificate_neither_makes_nor_uses_a_seal()
    {
        var encryption = SealWorld.Person(World.BidderAuthority, "Encryption", 9, KeyUsages.Encryption);
        Assert.Null(SealMaker.TryMake(World.Description(), encryption, out var error));
        Assert.Equal(SealError.Signer, error);
        var seal = World.MakeSeal(World.Description() with { Certificates = [encryption.Certificate] });
        Assert.Null(SealSigner.TrySign(seal, encryption, SealWorld.Now, new byte[32], "document", out error));
        Assert.Equal(SealError.Signer, error);
    }

    [Fact]
    public void A_seal_may_list_digests_instead_of_certificates()
    {
        var seal = World.MakeSeal(World.Description() with { ListDigests = true });
        Assert.True(Verify(World.Sign(seal), World.Options()).IsValid);
        Assert.Null(SealSigner.TrySign(seal, World.Other, SealWorld.Now, new byte[32], "document", out _));
    }

    [Fact]
    public void Without_anchors_the_report_says_that_paths_were_not_checked()
    {
        var report = new SealVerifier(new SignatureVerifier()).Verify(World.Sign(), SealWorld.Content);
        Assert.Equal((SealVerdict.SignatureValid, SealReport.NotChecked), (report.Verdict, report.Path));
        Assert.Contains("no anchors", report[SealCheckKind.Maker].Reason, StringComparison.Ordinal);
        Assert.Contains("no anchors", report[SealCheckKind.Signature].Reason, StringComparison.Ordinal);
        Assert.Equal(SealCheckOutcome.NotApplicable, report[SealCheckKind.Revocation].Outcome);
    }

    private static IEnumerable<(SealCheckKind Kind, Func<SealReport> Report)> Broken()
    {
        yield return (SealCheckKind.Structure, () => SealSignature.TryParse(new byte[] { 0x30, 0x00 }, out _, out var error)
            ? throw new InvalidOperationException() : SealReport.Malformed($"{error}"));
        // A maker of the bidders' authority is none: the anchors are apart.
        yield return (SealCheckKind.Maker, () => Verify(World.Sign(World.MakeSeal(World.Description(), World.Other)), World.Options()));
        yield return (SealCheckKind.SignerListed, () => Verify(Unlisted(), World.Options()));
        yield return (SealCheckKind.Signature, () => Verify(Damaged(), World.Options()));
        yield return (
            SealCheckKind.Content,
            () => new SealVerifier(new SignatureVerifier(), World.Options()).Verify(World.Sign(), "other bytes"u8.ToArray()));
        yield return (
            SealCheckKind.Validity,
            () => Verify(World.Sign(World.MakeSeal(World.Description() with { ValidToMs = SealWorld.Now - 1000 })), World.Options()));
        yield return (
            SealCheckKind.Revocation,
            () => Verify(World.Sign(), World.Options(signers: new TrustStub(World.BidderAuthority.Root, TrustOutcome.Revoked))));
        yield return (SealCheckKind.TimeStamp, () => Verify(World.Sign(), World.Options() with { RequireTimeStamp = true }));
        yield return (SealCheckKind.Owner, () => Verify(World.Sign(), World.Options() with { ActingParty = "91440101MA59ABCD1X" }));
        yield return (
            SealCheckKind.SealRevocation,
            () => Verify(World.Sign(), World.Options() with { IsSealRevoked = (id, _) => id == World.Seal.Id }));
    }

    /// <summary>The seal of one list in the signature of a person on another: both are signed, so the whole is put together anew.</summary>
    private static SealSignature Unlisted()
    {
        var seal = World.MakeSeal(World.Description() with { Certificates = [World.Other.Certificate] });
        return SealForger.Sign(seal, World.Bidder, SealWorld.Now, ContentCheck.Sm3(SealWorld.Content));
    }

    private static SealSignature Damaged()
    {
        var der = World.Sign().Der.ToArray();
        // The last byte is s of the signature.
        der[^1] ^= 1;
        Assert.True(SealSignature.TryParse(der, out var signature, out _));
        return signature!;
    }

    private static SealReport Verify(SealSignature signature, SealVerificationOptions options) =>
        new SealVerifier(new SignatureVerifier(), options).Verify(signature, SealWorld.Content);
}
