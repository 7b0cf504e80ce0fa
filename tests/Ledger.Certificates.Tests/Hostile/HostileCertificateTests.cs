using Ledger.Certificates.Der;
using Ledger.Certificates.Paths;
using Ledger.Certificates.Requests;
using Ledger.Certificates.Revocation;
using Ledger.Certificates.Tests.Paths;
using Ledger.Crypto.Signatures;

namespace Ledger.Certificates.Tests.Hostile;

/// <summary>Bytes that want to break the reader: refused by name, in bounded time and memory, without an exception.</summary>
public sealed class HostileCertificateTests
{
    private const int Mutations = 10_000;
    private static readonly PathOptions Options = new() { AtMs = PathCase.Now };

    [Theory]
    [InlineData(50_000, "malformed-size", DerStructureError.TooDeep)]
    [InlineData(4_000, "malformed-too-deep", DerStructureError.TooDeep)]
    [InlineData(33, "malformed-too-deep", DerStructureError.TooDeep)]
    [InlineData(31, "malformed-structure", DerStructureError.None)]
    public void Nested_values_are_refused_by_name(int depth, string code, DerStructureError structure)
    {
        var der = NestedDer.Of(depth);
        Assert.Equal(structure, DerStructure.Check(der));
        Assert.Equal(code, Judge(der).Reason.Code);
        Assert.False(RevocationList.TryParse(der, out _, out var listError));
        Assert.Equal(depth > 32 ? RevocationListError.Structure : RevocationListError.Malformed, listError);
        Assert.False(CertificationRequest.TryParse(der, out _, out _));
        Assert.Single(CertificateBundle.Read(der).Certificates);
    }

    [Theory]
    [InlineData("", "malformed-size")]
    [InlineData("30", "malformed-length")]
    [InlineData("3080020101", "malformed-ber")]
    [InlineData("308103020101", "malformed-length")]
    [InlineData("3003020101FF", "malformed-trailing-bytes")]
    [InlineData("3004020101", "malformed-length")]
    [InlineData("3003020101", "malformed-structure")]
    public void Loose_structure_is_refused_by_name(string hex, string code) =>
        Assert.Equal(code, Judge(Convert.FromHexString(hex)).Reason.Code);

    [Fact]
    public void A_document_beyond_its_limit_is_refused_unread() =>
        Assert.Equal(DerStructureError.TooLarge, DerStructure.Check(NestedDer.Of(50_000), bytesMax: Certificate.BytesMax));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Damaged_certificates_never_throw_and_are_never_valid(int which)
    {
        var rows = new[] { "a host within what is permitted", "a policy is required and there", "RSA-PSS" };
        var row = PathCases.All.Single(row => row.Name == rows[which]);
        Assert.True(row.Judge().IsValid);
        var random = new Random(21 + which);
        var validator = new PathValidator(new SignatureVerifier(new SignatureVerifierOptions(KeysMax: 16)));
        var anchors = new TrustAnchorSet([new TrustAnchor(row.Anchor)]);
        var pool = new CertificatePool(row.Between);
        var reasons = new HashSet<string>();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Mutations / 2; i++)
        {
            var damaged = Mutation.Of(row.Leaf.Der.Span, random);
            if (!damaged.AsSpan().SequenceEqual(row.Leaf.Der.Span))
            {
                var result = validator.Validate(damaged, pool, anchors, Options);
                Assert.False(result.IsValid, Convert.ToHexString(damaged));
                reasons.Add(result.Reason.Code);
            }
        }

        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(allocated < (long)Mutations * 200_000, $"{allocated} bytes");
        Assert.Contains("signature-invalid", reasons);
        Assert.True(reasons.Count >= 6, string.Join(", ", reasons));
    }

    [Fact]
    public void Damaged_authorities_never_throw()
    {
        var row = PathCases.All.Single(row => row.Name == "a host within what is permitted");
        var random = new Random(31);
        var validator = new PathValidator(new SignatureVerifier(new SignatureVerifierOptions(KeysMax: 16)));
        for (var i = 0; i < Mutations; i++)
        {
            var damaged = Mutation.Of(row.Between[0].Der.Span, random);
            if (!damaged.AsSpan().SequenceEqual(row.Between[0].Der.Span) && Certificate.TryParseAnyKey(damaged, out var authority, out _))
            {
                // As an anchor it is believed, whatever it says; as an authority between its signature must hold.
                _ = validator.Validate(row.Leaf, [], new TrustAnchorSet([new TrustAnchor(authority)]), Options);
                Assert.False(validator.Validate(row.Leaf, [authority], new TrustAnchorSet([new TrustAnchor(row.Anchor)]), Options).IsValid);
            }
        }
    }

    [Fact]
    public void Many_authorities_of_one_name_cost_no_more_than_the_limit()
    {
        var impostors = Enumerable.Range(0, 40).Select(_ => TestAuthority.Root().Certificate).ToList();
        var leaf = TestAuthority.Root().Leaf();
        var result = new PathValidator(new SignatureVerifier()).Validate(
            leaf, impostors, new TrustAnchorSet([]), Options with { Limits = new PathLimits(SignatureChecksMax: 8) });
        Assert.Equal(PathReasons.PathLimit, result.Reason);
    }

    [Fact]
    public void Authorities_that_certify_each_other_cost_no_more_than_the_limit_even_when_remembered()
    {
        // Six authorities, each certified by each: far more paths than could be walked, and none leads to an anchor.
        var authorities = Enumerable.Range(0, 6).Select(i => TestAuthority.New($"CN=Cross {i},O=Test")).ToList();
        var crossed = authorities.SelectMany(
            issuer => authorities.Where(subject => subject != issuer).Select(subject => subject.CertifiedBy(issuer).Certificate))
            .ToList();
        var leaf = authorities[0].Leaf();
        var validator = new PathValidator(new SignatureVerifier(), new CertificateSignatureCache());
        var anchors = new TrustAnchorSet([new TrustAnchor(TestAuthority.Root().Certificate)]);
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(PathReasons.PathLimit, validator.Validate(leaf, crossed, anchors, Options).Reason);
        }
    }

    private static PathResult Judge(byte[] der) =>
        new PathValidator(new SignatureVerifier()).Validate(der, CertificatePool.Empty, new TrustAnchorSet([]), Options);
}
