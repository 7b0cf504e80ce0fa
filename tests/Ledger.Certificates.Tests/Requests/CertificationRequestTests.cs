using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Ledger.Certificates.Names;
using Ledger.Certificates.Requests;
using Ledger.Crypto;
using Ledger.Crypto.Keys;
using Ledger.Crypto.Signatures;

namespace Ledger.Certificates.Tests.Requests;

/// <summary>PKCS #10 from .NET, and damage to it; the real ones are in the manifest's table.</summary>
public sealed class CertificationRequestTests
{
    private readonly SignatureVerifier _verifier = new();

    [Fact]
    public void A_request_proves_possession()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = Parse(new CertificateRequest("CN=Bidder", key, HashAlgorithmName.SHA256).CreateSigningRequest());
        Assert.True(request.IsProven(_verifier));
        Assert.Equal("Bidder", request.Subject.CommonName);
        Assert.Equal(KeyAlgorithm.EcdsaP256, request.Key.Algorithm);
        Assert.Null(request.TemporaryEncryptionKey);
    }

    [Theory]
    [InlineData(SignatureAlgorithm.Sm2Sm3)]
    [InlineData(SignatureAlgorithm.EcdsaP256Sha256)]
    [InlineData(SignatureAlgorithm.EcdsaP384Sha384)]
    [InlineData(SignatureAlgorithm.RsaPkcs1Sha256)]
    public void What_is_written_reads_back_and_proves_possession(SignatureAlgorithm algorithm)
    {
        using var pair = KeyPair.Generate(algorithm);
        using var signer = pair.CreateSigner();
        var subject = DistinguishedName.Create(new DistinguishedNameAttribute(DistinguishedName.CommonNameOid, "投标人"));
        var request = Parse(CertificationRequestWriter.Write(subject, signer));
        Assert.True(request.IsProven(_verifier));
        Assert.Equal("投标人", request.Subject.CommonName);
        Assert.Equal(pair.PublicKey, request.Key.LedgerKey);
        Assert.Empty(request.Attributes);
    }

    [Fact]
    public void Another_key_proves_nothing()
    {
        using var key = RSA.Create(2048);
        using var other = RSA.Create(2048);
        var asked = new CertificateRequest("CN=Bidder", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        Assert.True(Parse(asked.CreateSigningRequest()).IsProven(_verifier));
        Assert.False(
            Parse(asked.CreateSigningRequest(X509SignatureGenerator.CreateForRSA(other, RSASignaturePadding.Pkcs1))).IsProven(_verifier));
    }

    [Fact]
    public void Damaged_requests_never_throw_and_prove_nothing()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var encoded = new CertificateRequest("CN=Bidder", key, HashAlgorithmName.SHA256).CreateSigningRequest();
        var random = new Random(41);
        var parsed = 0;
        for (var i = 0; i < 10_000; i++)
        {
            var damaged = Mutation.Of(encoded, random);
            if (!damaged.AsSpan().SequenceEqual(encoded) && CertificationRequest.TryParse(damaged, out var request, out _))
            {
                parsed++;
                Assert.False(request.IsProven(_verifier), Convert.ToHexString(damaged));
            }
        }

        Assert.True(parsed > 100, $"only {parsed} reached the verifier");
    }

    private static CertificationRequest Parse(byte[] der)
    {
        Assert.True(CertificationRequest.TryParse(der, out var request, out var error), error.ToString());
        return request!;
    }
}
