using Org.BouncyCastle.Asn1.GM;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;
using Org.BouncyCastle.Math;

namespace Ledger.Crypto.Tests.Signatures;

/// <summary>BouncyCastle's SM2 agrees with ours in both directions.</summary>
public sealed class SecondOpinionTests
{
    private static readonly ECDomainParameters Domain = DomainOf();

    [Fact]
    public void Each_side_verifies_what_the_other_signs()
    {
        var random = new Random(6);
        for (byte i = 0; i < 20; i++)
        {
            using var pair = TestKeys.Of(SignatureAlgorithm.Sm2Sm3, i);
            using var signer = pair.CreateSigner();
            var message = new byte[random.Next(200)];
            random.NextBytes(message);

            var ours = signer.Sign(message);
            var verifier = new SM2Signer();
            verifier.Init(forSigning: false, new ECPublicKeyParameters(Domain.Curve.DecodePoint(pair.PublicKey.Encoded.ToArray()), Domain));
            verifier.BlockUpdate(message, 0, message.Length);
            Assert.True(verifier.VerifySignature(ours));

            var other = new SM2Signer();
            other.Init(forSigning: true, new ECPrivateKeyParameters(new BigInteger(1, pair.PrivateKey.ToArray()), Domain));
            other.BlockUpdate(message, 0, message.Length);
            Assert.True(Verification.Holds(pair.PublicKey, message, other.GenerateSignature()));
        }
    }

    [Fact]
    public void A_signature_under_another_id_is_not_valid()
    {
        using var pair = TestKeys.Of(SignatureAlgorithm.Sm2Sm3);
        var other = new SM2Signer();
        var key = new ECPrivateKeyParameters(new BigInteger(1, pair.PrivateKey.ToArray()), Domain);
        other.Init(forSigning: true, new ParametersWithID(key, "ALICE123@YAHOO.COM"u8.ToArray()));
        other.BlockUpdate([1], 0, 1);
        Assert.False(Verification.Holds(pair.PublicKey, new byte[] { 1 }, other.GenerateSignature()));
    }

    private static ECDomainParameters DomainOf()
    {
        var parameters = GMNamedCurves.GetByName("SM2P256V1");
        return new ECDomainParameters(parameters.Curve, parameters.G, parameters.N, parameters.H);
    }
}
