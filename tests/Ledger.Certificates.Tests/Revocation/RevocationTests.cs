using System.Diagnostics;
using System.Security.Cryptography.X509Certificates;
using Ledger.Certificates.Paths;
using Ledger.Certificates.Revocation;
using Ledger.Certificates.Tests.Paths;
using Ledger.Crypto.Signatures;
using static Ledger.Certificates.Tests.Paths.TestAuthority;

namespace Ledger.Certificates.Tests.Revocation;

/// <summary>RFC 5280 §5 and §6.3: what a list says of a certificate at a time, and which lists say nothing.</summary>
public sealed class RevocationTests
{
    private const string Point1 = "3016A014A0128610687474703A2F2F612E6578616D706C65"; // http://a.example
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeMilliseconds(PathCase.Now);
    private readonly TestAuthority _root = Root();

    [Fact]
    public void Not_on_a_fresh_list_is_good() => Expect(PathReasons.Valid, _root.Leaf(), New().Parse());

    [Fact]
    public void On_the_list_is_revoked_from_its_date_on()
    {
        var leaf = _root.Leaf();
        var list = New().Entry(leaf, Now.AddDays(-2), RevocationReason.KeyCompromise).Parse();
        Expect(PathReasons.Revoked, leaf, list);
        Expect(PathReasons.Revoked, leaf, list, at: Now.AddDays(-2));
        Expect(PathReasons.Valid, leaf, list, at: Now.AddDays(-2).AddSeconds(-1));
        Assert.Equal(RevocationReason.KeyCompromise, list.Find(leaf.SerialNumber)!.Reason);
        Expect(PathReasons.Valid, _root.Leaf(), list);
    }

    [Fact]
    public void A_date_of_invalidity_counts_before_the_date_of_revocation()
    {
        var leaf = _root.Leaf();
        var invalidity = ("2.5.29.24", false, "180F" + Convert.ToHexString("20251201000000Z"u8));
        var list = New().Entry(leaf, Now.AddDays(-2), RevocationReason.KeyCompromise, invalidity).Parse();
        Expect(PathReasons.Revoked, leaf, list, at: new DateTimeOffset(2025, 12, 2, 0, 0, 0, TimeSpan.Zero));
        Expect(PathReasons.Valid, leaf, list, at: new DateTimeOffset(2025, 11, 30, 0, 0, 0, TimeSpan.Zero));
    }

    [Fact]
    public void An_overdue_list_is_stale_but_still_revokes()
    {
        var (good, revoked) = (_root.Leaf(), _root.Leaf());
        var list = New(next: Now.AddDays(-1)).Entry(revoked, Now.AddDays(-20)).Parse();
        Expect(PathReasons.RevocationStale, good, list);
        Expect(PathReasons.Revoked, revoked, list);
        var graceful = new RevocationListSource(new SignatureVerifier(), [list], graceMs: (long)TimeSpan.FromDays(2).TotalMilliseconds);
        Assert.Equal(RevocationState.Good, graceful.Find(good, _root.Certificate, PathCase.Now).State);
    }

    [Fact]
    public void A_fresher_list_counts_beside_an_overdue_one() =>
        Expect(PathReasons.Valid, _root.Leaf(), New(next: Now.AddDays(-1)).Parse(), New().Parse());

    [Fact]
    public void A_certificate_that_no_list_covers_passes_unless_revocation_is_required()
    {
        var leaf = _root.Leaf();
        var foreign = new TestList(Root("CN=Foreign,O=Test")).Parse();
        Expect(PathReasons.Valid, leaf, foreign);
        var validator = new PathValidator(new SignatureVerifier());
        var options = new PathOptions { AtMs = PathCase.Now, RequireRevocation = true };
        var anchors = new TrustAnchorSet([new TrustAnchor(_root.Certificate)]);
        Assert.Equal(PathReasons.RevocationUnknown, validator.Validate(leaf, CertificatePool.Empty, anchors, options).Reason);
        options = options with { Revocation = new RevocationListSource(new SignatureVerifier(), [foreign]) };
        Assert.Equal(PathReasons.RevocationUnknown, validator.Validate(leaf, CertificatePool.Empty, anchors, options).Reason);
    }

    [Fact]
    public void A_list_that_another_signed_is_unusable()
    {
        Assert.True(RevocationList.TryParse(New().Encode(Root()), out var forged, out _));
        var result = Expect(PathReasons.RevocationUnusable, _root.Leaf(), forged!);
        Assert.Equal("crl-signature-invalid", result.Detail);
    }

    [Fact]
    public void A_list_of_another_key_of_the_same_name_says_nothing()
    {
        var root = Root(more: new X509SubjectKeyIdentifierExtension("0102030405060708"u8.ToArray(), critical: false));
        var leaf = root.Leaf();
        var source = new RevocationListSource(
            new SignatureVerifier(),
            [new TestList(root).Entry(leaf, Now.AddDays(-2)).Extension(
                CertificateOids.AuthorityKeyIdentifier, critical: false, "30068004DEADBEEF").Parse()]);
        Assert.Equal(RevocationState.Unknown, source.Find(leaf, root.Certificate, PathCase.Now).State);
    }

    [Fact]
    public void An_issuer_that_may_not_sign_lists_makes_them_unusable()
    {
        var middle = _root.Below("CN=Middle,O=Test", AuthorityConstraints(), Usage(X509KeyUsageFlags.KeyCertSign));
        var leaf = middle.Leaf();
        var source = new RevocationListSource(new SignatureVerifier(), [new TestList(middle).Parse()]);
        Assert.Equal("crl-sign-missing", source.Find(leaf, middle.Certificate, PathCase.Now).Detail);
    }

    [Fact]
    public void A_list_of_authorities_says_nothing_of_others()
    {
        var leaf = _root.Leaf();
        var authorities = New().Entry(leaf, Now.AddDays(-2)).Extension(TestList.IssuingPoint, critical: true, "30038201FF").Parse();
        var entities = New().Entry(leaf, Now.AddDays(-2)).Extension(TestList.IssuingPoint, critical: true, "30038101FF").Parse();
        Expect(PathReasons.Valid, leaf, authorities);
        Expect(PathReasons.Revoked, leaf, entities);
    }

    [Fact]
    public void A_list_of_one_distribution_point_covers_the_certificates_that_name_it()
    {
        var named = _root.Leaf(
            extensions: Raw(
                CertificateOids.CrlDistributionPoints, critical: false, "30183016A014A0128610687474703A2F2F612E6578616D706C65"));
        var list = New().Entry(named, Now.AddDays(-2)).Extension(TestList.IssuingPoint, critical: true, Point1).Parse();
        Expect(PathReasons.Revoked, named, list);
        var source = new RevocationListSource(new SignatureVerifier(), [list]);
        Assert.Equal(RevocationState.Unknown, source.Find(_root.Leaf(), _root.Certificate, PathCase.Now).State);
    }

    [Theory]
    [InlineData(RevocationListError.Delta, TestList.Delta, "020101")]
    [InlineData(RevocationListError.Indirect, TestList.IssuingPoint, "30038401FF")]
    [InlineData(RevocationListError.PartialReasons, TestList.IssuingPoint, "300483020640")]
    [InlineData(RevocationListError.AttributeCertificates, TestList.IssuingPoint, "30038501FF")]
    [InlineData(RevocationListError.CriticalExtension, "1.2.3.4", "0500")]
    public void A_list_that_this_library_cannot_judge_by_is_refused_by_name(RevocationListError expected, string oid, string hex)
    {
        Assert.False(RevocationList.TryParse(New().Extension(oid, critical: true, hex).Encode(), out _, out var error));
        Assert.Equal(expected, error);
    }

    [Theory]
    [InlineData("30030A0103")] // tryLater
    [InlineData("30140A0100A00F300D06092B06010505073001010400")] // a basic answer
    public void An_ocsp_answer_is_refused_by_name(string hex)
    {
        Assert.False(RevocationList.TryParse(Convert.FromHexString(hex), out _, out var error));
        Assert.Equal(RevocationListError.OcspAnswer, error);
    }

    [Fact]
    public void Entries_that_this_library_cannot_judge_by_are_refused_by_name()
    {
        var leaf = _root.Leaf();
        Assert.Equal(RevocationListError.Delta, ErrorOf(New().Entry(leaf, Now, RevocationReason.RemoveFromCrl)));
        Assert.Equal(RevocationListError.CriticalExtension, ErrorOf(New().Entry(leaf, Now, null, ("1.2.3.4", true, "0500"))));
        Assert.Equal(RevocationListError.Indirect, ErrorOf(New().Entry(leaf, Now, null, ("2.5.29.29", true, "3000"))));
    }

    [Fact]
    public void A_list_of_a_hundred_thousand_is_found_in_at_once()
    {
        var list = New();
        var leaf = _root.Leaf();
        for (var i = 0; i < 100_000; i++)
        {
            list.Entry(new byte[] { 0x40, (byte)(i * 7), (byte)(i >> 8), (byte)(i >> 16), (byte)i }, Now.AddDays(-3));
        }

        var encoded = list.Entry(leaf, Now.AddDays(-2)).Encode();
        Assert.True(encoded.Length > 2_000_000);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.True(RevocationList.TryParse(encoded, out var parsed, out _));
        var started = Stopwatch.GetTimestamp();
        Assert.Equal(100_001, parsed.Count);
        Assert.NotNull(parsed.Find(leaf.SerialNumber));
        Assert.Null(parsed.Find(new byte[] { 0x41 }));
        Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(1));
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 200_000_000);
    }

    [Fact]
    public void Damaged_lists_never_throw_and_never_verify()
    {
        var leaf = _root.Leaf();
        var encoded = New().Entry(leaf, Now.AddDays(-2), RevocationReason.Superseded)
            .Extension(TestList.IssuingPoint, critical: true, Point1).Encode();
        var random = new Random(11);
        var verifier = new SignatureVerifier();
        var parsed = 0;
        for (var i = 0; i < 10_000; i++)
        {
            var damaged = Mutation.Of(encoded, random);
            if (!damaged.AsSpan().SequenceEqual(encoded) && RevocationList.TryParse(damaged, out var list, out _))
            {
                parsed++;
                _ = list.Find(leaf.SerialNumber);
                Assert.False(list.IsSignedBy(_root.Certificate.Key, verifier), Convert.ToHexString(damaged));
            }
        }

        Assert.True(parsed > 100, $"only {parsed} reached the verifier");
    }

    private static RevocationListError ErrorOf(TestList list)
    {
        RevocationList.TryParse(list.Encode(), out _, out var error);
        return error;
    }

    private TestList New(DateTimeOffset? next = null) =>
        next is null ? new TestList(_root) : new TestList(_root) { ThisUpdate = Now.AddDays(-30), NextUpdate = next };

    private PathResult Expect(PathReason expected, Certificate leaf, params RevocationList[] lists) => Expect(expected, leaf, lists, Now);

    private PathResult Expect(PathReason expected, Certificate leaf, RevocationList list, DateTimeOffset at) =>
        Expect(expected, leaf, [list], at);

    private PathResult Expect(PathReason expected, Certificate leaf, RevocationList[] lists, DateTimeOffset at)
    {
        var verifier = new SignatureVerifier();
        var result = new PathValidator(verifier).Validate(
            leaf,
            CertificatePool.Empty,
            new TrustAnchorSet([new TrustAnchor(_root.Certificate)]),
            new PathOptions { AtMs = at.ToUnixTimeMilliseconds(), Revocation = new RevocationListSource(verifier, lists) });
        Assert.True(expected == result.Reason, $"{result.Reason.Code}: {result}");
        return result;
    }
}
