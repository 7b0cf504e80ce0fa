using System.Numerics;

namespace Ledger.Crypto.Tests.Signatures;

/// <summary>
/// Of ECDSA's two signatures that anybody makes from each other, the chain takes one; certificates and messages of the field have either.
/// </summary>
public sealed class LowSTests
{
    private static readonly byte[] Message = "message"u8.ToArray();

    [Theory]
    [InlineData(SignatureAlgorithm.EcdsaP256Sha256, "00FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551")]
    [InlineData(
        SignatureAlgorithm.EcdsaP384Sha384,
        "00FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFC7634D81F4372DDF581A0DB248B0A77AECEC196ACCC52973")]
    public void A_signer_makes_the_low_one_and_the_high_one_holds_only_where_it_may(SignatureAlgorithm algorithm, string order)
    {
        var n = new BigInteger(Convert.FromHexString(order), isBigEndian: true);
        using var pair = TestKeys.Of(algorithm);
        using var signer = pair.CreateSigner();
        for (var i = 0; i < 16; i++)
        {
            var low = signer.Sign(Message);
            var (r, s) = Read(low);
            Assert.True(s <= (n - 1) / 2);
            var high = Write(r, n - s);
            Assert.Equal((true, true), (Holds(pair.PublicKey, low, lowS: false), Holds(pair.PublicKey, low, lowS: true)));
            Assert.Equal((true, false), (Holds(pair.PublicKey, high, lowS: false), Holds(pair.PublicKey, high, lowS: true)));
        }
    }

    [Theory]
    [InlineData(SignatureAlgorithm.Sm2Sm3)]
    [InlineData(SignatureAlgorithm.RsaPkcs1Sha256)]
    public void Others_have_one_form_anyway(SignatureAlgorithm algorithm)
    {
        using var pair = TestKeys.Of(algorithm);
        using var signer = pair.CreateSigner();
        Assert.True(Holds(pair.PublicKey, signer.Sign(Message), lowS: true));
    }

    private static bool Holds(PublicKey key, byte[] signature, bool lowS)
    {
        Span<bool> valid = [false];
        Verification.Verifier.Verify([new SignatureCheck(key, Message, signature, lowS)], valid);
        return valid[0];
    }

    private static (BigInteger R, BigInteger S) Read(byte[] der)
    {
        var pair = new System.Formats.Asn1.AsnReader(der, System.Formats.Asn1.AsnEncodingRules.DER).ReadSequence();
        return (pair.ReadInteger(), pair.ReadInteger());
    }

    private static byte[] Write(BigInteger r, BigInteger s)
    {
        var writer = new System.Formats.Asn1.AsnWriter(System.Formats.Asn1.AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(r);
            writer.WriteInteger(s);
        }

        return writer.Encode();
    }
}
