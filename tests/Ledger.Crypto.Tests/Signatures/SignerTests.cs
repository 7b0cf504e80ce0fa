using System.Security.Cryptography;
using System.Text;
using Ledger.Crypto.Keys;
using Ledger.Crypto.Signatures;

namespace Ledger.Crypto.Tests.Signatures;

public sealed class SignerTests
{
    private static readonly byte[] Message = Encoding.UTF8.GetBytes("投标保函 message");

    public static TheoryData<SignatureAlgorithm> Algorithms => new(Enum.GetValues<SignatureAlgorithm>());

    public static TheoryData<SignatureAlgorithm, string> ScalarsOutOfRange => new()
    {
        { SignatureAlgorithm.Sm2Sm3, new string('0', 64) },
        { SignatureAlgorithm.Sm2Sm3, "FFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54122" },
        { SignatureAlgorithm.Sm2Sm3, "FFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54123" },
        { SignatureAlgorithm.Sm2Sm3, "FFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54124" },
        { SignatureAlgorithm.Sm2Sm3, new string('F', 64) },
        { SignatureAlgorithm.Sm2Sm3, "01" },
        { SignatureAlgorithm.EcdsaP256Sha256, new string('0', 64) },
        { SignatureAlgorithm.EcdsaP256Sha256, "FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551" },
        { SignatureAlgorithm.EcdsaP384Sha384, new string('F', 96) },
        { SignatureAlgorithm.RsaPkcs1Sha256, "3000" },
    };

    [Theory]
    [MemberData(nameof(Algorithms))]
    public void What_a_signer_signs_its_key_verifies_and_nothing_else(SignatureAlgorithm algorithm)
    {
        using var pair = TestKeys.Of(algorithm);
        using var signer = pair.CreateSigner();
        var signature = signer.Sign(Message);

        Assert.Null(PublicKeyRules.Check(pair.PublicKey));
        Assert.Equal(pair.PublicKey, signer.PublicKey);
        Assert.True(Verification.Holds(pair.PublicKey, Message, signature));
        Assert.False(Verification.Holds(pair.PublicKey, Message.AsMemory(1), signature));
        signature[^1] ^= 1;
        Assert.False(Verification.Holds(pair.PublicKey, Message, signature));
    }

    [Theory]
    [MemberData(nameof(ScalarsOutOfRange))]
    public void A_private_key_out_of_range_is_refused(SignatureAlgorithm algorithm, string privateKey) =>
        Assert.ThrowsAny<CryptographicException>(() => Signers.Create(algorithm, Convert.FromHexString(privateKey)));

    [Theory]
    [InlineData(SignatureAlgorithm.Sm2Sm3, "FFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54121")]
    [InlineData(SignatureAlgorithm.Sm2Sm3, "0000000000000000000000000000000000000000000000000000000000000001")]
    [InlineData(SignatureAlgorithm.EcdsaP256Sha256, "FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632550")]
    public void The_ends_of_the_range_sign(SignatureAlgorithm algorithm, string privateKey)
    {
        using var signer = Signers.Create(algorithm, Convert.FromHexString(privateKey));
        Assert.True(Verification.Holds(signer.PublicKey, Message, signer.Sign(Message)));
    }

    [Fact]
    public void A_disposed_signer_signs_no_more()
    {
        var signer = KeyPair.Generate(SignatureAlgorithm.Sm2Sm3).CreateSigner();
        signer.Dispose();
        Assert.Throws<ObjectDisposedException>(() => signer.Sign(Message));
    }
}
