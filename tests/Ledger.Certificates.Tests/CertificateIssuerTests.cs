using Ledger.Certificates.Extensions;
using Ledger.Certificates.Names;
using Ledger.Crypto;
using Ledger.Crypto.Keys;

namespace Ledger.Certificates.Tests;

public sealed class CertificateIssuerTests
{
    private const long NotBeforeMs = 1_577_836_800_000;
    private const long NotAfterMs = 2_840_140_800_000;
    private const string Code = "91440400MA4UCMXC6X";

    public static TheoryData<SignatureAlgorithm> Algorithms => new(Enum.GetValues<SignatureAlgorithm>());

    [Theory]
    [MemberData(nameof(Algorithms))]
    public void What_is_issued_reads_back_as_asked(SignatureAlgorithm algorithm)
    {
        var (root, leaf) = IssueChain(algorithm);

        Assert.True(root.IsSignedBy(root.PublicKey, Verification.Verifier));
        Assert.True(leaf.IsSignedBy(root.PublicKey, Verification.Verifier));
        Assert.Equal(root.PublicKey.Equals(leaf.PublicKey), leaf.IsSignedBy(leaf.PublicKey, Verification.Verifier));
        Assert.Equal(root.Subject, leaf.Issuer);
        Assert.Equal("珠海测试投标有限公司", leaf.Subject.Organization);
        Assert.Equal(Code, leaf.OrganizationCode);
        Assert.Equal([0x00, 0x81, 0x02], leaf.SerialNumber.ToArray());
        Assert.Equal((NotBeforeMs, NotAfterMs), (leaf.NotBeforeMs, leaf.NotAfterMs));
        Assert.Equal(KeyUsages.Signing, leaf.KeyUsage);
        Assert.Equal(new BasicConstraints(false, null), leaf.BasicConstraints);
        Assert.Equal(new BasicConstraints(true, null), root.BasicConstraints);
        Assert.Equal(KeyUsages.KeyCertSign | KeyUsages.CrlSign, root.KeyUsage);
        Assert.Null(root.OrganizationCode);
    }

    [Fact]
    public async Task The_openssl_program_accepts_an_sm2_chain()
    {
        var (root, leaf) = IssueChain(SignatureAlgorithm.Sm2Sm3);
        var folder = Directory.CreateTempSubdirectory("ledger-crypto-").FullName;
        try
        {
            await File.WriteAllBytesAsync(Path.Combine(folder, "root.der"), root.Der.ToArray());
            await File.WriteAllBytesAsync(Path.Combine(folder, "leaf.der"), leaf.Der.ToArray());
            await OpenSslProgram.Run(folder, "x509 -inform DER -in root.der -out root.pem");
            await OpenSslProgram.Run(folder, "x509 -inform DER -in leaf.der -out leaf.pem");
            var text = await OpenSslProgram.Run(folder, "x509 -in leaf.pem -noout -text");
            Assert.Contains("SM2-with-SM3", text, StringComparison.Ordinal);
            var verdict = await OpenSslProgram.Run(folder, "verify -x509_strict -vfyopt distid:1234567812345678 -CAfile root.pem leaf.pem");
            Assert.Contains("leaf.pem: OK", verdict, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("0000")]
    [InlineData("8000000000000000000000000000000000000000")]
    [InlineData("010000000000000000000000000000000000000000")]
    public void A_serial_number_that_is_not_positive_or_too_long_is_refused(string serial)
    {
        using var pair = KeyPair.Generate(SignatureAlgorithm.Sm2Sm3);
        using var signer = pair.CreateSigner();
        var issuer = new CertificateIssuer(NameOf("X"), signer);
        Assert.Throws<ArgumentException>(() => issuer.IssueRoot(Convert.FromHexString(serial), NotBeforeMs, NotAfterMs));
    }

    internal static (Certificate Root, Certificate Leaf) IssueChain(SignatureAlgorithm algorithm)
    {
        using var rootPair = TestKeys.Of(algorithm);
        using var rootSigner = rootPair.CreateSigner();
        using var leafPair = TestKeys.Of(algorithm, 1);
        var issuer = new CertificateIssuer(NameOf("测试根CA"), rootSigner);
        var leaf = issuer.Issue(new CertificateTemplate
        {
            Subject = NameOf("珠海测试投标有限公司"),
            PublicKey = leafPair.PublicKey,
            SerialNumber = new byte[] { 0x81, 0x02 },
            NotBeforeMs = NotBeforeMs,
            NotAfterMs = NotAfterMs,
            KeyUsage = KeyUsages.Signing,
            OrganizationCode = Code,
        });
        return (issuer.IssueRoot(new byte[] { 1 }, NotBeforeMs, NotAfterMs), leaf);
    }

    private static DistinguishedName NameOf(string organization) => DistinguishedName.Create(
        new(DistinguishedName.CountryOid, "CN"),
        new(DistinguishedName.OrganizationOid, organization),
        new(DistinguishedName.CommonNameOid, organization));
}
