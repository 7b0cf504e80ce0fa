using Ledger.Certificates.Der;
using Ledger.Crypto;

namespace Ledger.Certificates.Tests.Hostile;

public sealed class CertificateHostileInputTests
{
    private const int Mutations = 10_000;

    [Theory]
    [InlineData(50_000)]
    [InlineData(4_000)]
    [InlineData(33)]
    public void Deep_nesting_is_refused_and_kills_nothing(int depth)
    {
        var der = NestedDer.Of(depth);
        Assert.False(DerStructure.IsOneValue(der));
        Assert.False(Certificate.TryParse(der, out _, out var error));
        Assert.Equal(der.Length > Certificate.BytesMax ? CertificateError.Size : CertificateError.Structure, error);
    }

    [Fact]
    public void Nesting_within_the_limit_is_structure_enough() => Assert.True(DerStructure.IsOneValue(NestedDer.Of(31)));

    [Theory]
    [InlineData("")]
    [InlineData("30")]
    [InlineData("3080020101")]
    [InlineData("30800201010000")]
    [InlineData("308103020101")]
    [InlineData("30820003020101")]
    [InlineData("3003020101FF")]
    [InlineData("3004020101")]
    [InlineData("3003020201")]
    [InlineData("1F810100")]
    [InlineData("3084000000030201010")]
    [InlineData("30020201")]
    public void Loose_or_broken_structure_is_refused(string hex) =>
        Assert.False(DerStructure.IsOneValue(Convert.FromHexString(hex.Length % 2 == 0 ? hex : hex[..^1])));

    [Theory]
    [InlineData("3003020101")]
    [InlineData("0500")]
    [InlineData("30053003020101")]
    [InlineData("30063000020101A0")]
    public void Sound_structure_is_taken_and_only_that(string hex) =>
        Assert.Equal(hex != "30063000020101A0", DerStructure.IsOneValue(Convert.FromHexString(hex)));

    [Fact]
    public void Mutated_certificates_never_throw_and_never_verify()
    {
        var (root, leaf) = CertificateIssuerTests.IssueChain(SignatureAlgorithm.EcdsaP256Sha256);
        var random = new Random(7);
        var parsed = 0;
        for (var i = 0; i < Mutations; i++)
        {
            var mutated = Mutation.Of(leaf.Der.Span, random);
            if (mutated.AsSpan().SequenceEqual(leaf.Der.Span) || !Certificate.TryParse(mutated, out var certificate, out _))
            {
                continue;
            }

            parsed++;
            _ = certificate.Subject.ToString();
            _ = certificate.OrganizationCode;
            Assert.False(certificate.IsSignedBy(root.PublicKey, Verification.Verifier), Convert.ToHexString(mutated));
        }

        Assert.True(parsed > 100, $"only {parsed} of {Mutations} mutations reached the verifier");
    }

    [Fact]
    public void Random_bytes_never_throw()
    {
        var random = new Random(8);
        for (var i = 0; i < Mutations; i++)
        {
            var bytes = new byte[random.Next(200)];
            random.NextBytes(bytes);
            Assert.False(Certificate.TryParse(bytes, out _, out _));
        }
    }
}
