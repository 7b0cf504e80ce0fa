using Google.Protobuf;
using Ledger.Crypto;
using Ledger.Crypto.Hashing;
using Ledger.Crypto.Keys;
using Ledger.Crypto.Signatures;
using Ledger.Protocol.V1;

namespace Ledger.Protocol.Tests;

public sealed class ApplicantSignatureTests
{
    private static readonly IHasher Hasher = Hashers.For(CryptoSuite.Guomi);

    [Theory]
    [InlineData(SignatureAlgorithm.Sm2Sm3)]
    [InlineData(SignatureAlgorithm.EcdsaP256Sha256)]
    public void What_is_signed_verifies_and_nothing_else_does(SignatureAlgorithm algorithm)
    {
        using var pair = KeyPair.FromSeed(algorithm, Samples.Bytes(32, 0x11));
        using var other = KeyPair.FromSeed(algorithm, Samples.Bytes(32, 0x12));
        using var key = pair.CreateSigner();
        var signed = ApplicantSignatures.Sign(Hasher, Samples.Fill(0x01), Samples.Terms(), Samples.Fill(0x02), key);
        Assert.True(Holds(signed, Samples.Fill(0x01), pair.PublicKey));
        Assert.False(Holds(signed, Samples.Fill(0x09), pair.PublicKey));
        Assert.False(Holds(signed, Samples.Fill(0x01), other.PublicKey));
        signed.AmountFen++;
        Assert.False(Holds(signed, Samples.Fill(0x01), pair.PublicKey));
    }

    [Fact]
    public void The_message_is_that_of_the_terms_without_signature()
    {
        var (signed, unsigned) = (Samples.Terms(), Samples.Terms());
        unsigned.ApplicantSignature = null;
        Assert.Equal(
            ApplicantSignatures.MessageOf(Hasher, Samples.Fill(0x01), unsigned.ToByteArray(), null).ToArray(),
            ApplicantSignatures.MessageOf(Hasher, Samples.Fill(0x01), signed.ToByteArray(), signed.ApplicantSignature).ToArray());
        Assert.Equal(signed.CalculateSize(), unsigned.CalculateSize() + ApplicantSignatures.FieldBytes(64));
    }

    private static bool Holds(GuaranteeTerms terms, Digest chainId, PublicKey key) =>
        ApplicantSignatures.Verify(Hasher, new SignatureVerifier(), chainId, terms.ToByteArray(), terms.ApplicantSignature, key);
}
