using System.Security.Cryptography;
using Ledger.Crypto.Keys;

namespace Ledger.Crypto.Tests.Keys;

public sealed class PublicKeyRulesTests
{
    private const string Sm2P = "FFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF00000000FFFFFFFFFFFFFFFF";

    public static TheoryData<SignatureAlgorithm> Curves =>
        new([SignatureAlgorithm.Sm2Sm3, SignatureAlgorithm.EcdsaP256Sha256, SignatureAlgorithm.EcdsaP384Sha384]);

    [Theory]
    [MemberData(nameof(Curves))]
    public void Only_a_point_of_its_own_curve_is_a_key(SignatureAlgorithm algorithm)
    {
        using var pair = TestKeys.Of(algorithm);
        var point = pair.PublicKey.Encoded.ToArray();
        Assert.Null(PublicKeyRules.Check(pair.PublicKey));

        Assert.Equal(PublicKeyError.NotOnCurve, Check(algorithm, [.. point[..^1], (byte)(point[^1] ^ 1)]));
        Assert.Equal(PublicKeyError.NotOnCurve, Check(algorithm, [4, .. new byte[point.Length - 1]]));
        Assert.Equal(PublicKeyError.Encoding, Check(algorithm, [0]));
        Assert.Equal(PublicKeyError.Encoding, Check(algorithm, [0, .. point[1..]]));
        Assert.Equal(PublicKeyError.Encoding, Check(algorithm, [.. point, 0]));
        Assert.Equal(PublicKeyError.Encoding, Check(algorithm, []));
        Assert.Equal(PublicKeyError.Encoding, Check(algorithm, [(byte)(2 + (point[^1] & 1)), .. point[1..((point.Length + 1) / 2)]]));
        Assert.False(Verification.Holds(new PublicKey(algorithm, [0]), new byte[1], new byte[70]));
    }

    [Fact]
    public void A_point_of_another_curve_is_refused()
    {
        using var sm2 = TestKeys.Of(SignatureAlgorithm.Sm2Sm3);
        using var p256 = TestKeys.Of(SignatureAlgorithm.EcdsaP256Sha256);
        Assert.Equal(PublicKeyError.NotOnCurve, Check(SignatureAlgorithm.EcdsaP256Sha256, sm2.PublicKey.Encoded.ToArray()));
        Assert.Equal(PublicKeyError.NotOnCurve, Check(SignatureAlgorithm.Sm2Sm3, p256.PublicKey.Encoded.ToArray()));
    }

    [Fact]
    public void A_coordinate_not_below_p_is_refused()
    {
        using var pair = TestKeys.Of(SignatureAlgorithm.Sm2Sm3);
        byte[] point = [4, .. Convert.FromHexString(Sm2P), .. pair.PublicKey.Encoded[33..]];
        Assert.Equal(PublicKeyError.NotOnCurve, Check(SignatureAlgorithm.Sm2Sm3, point));
    }

    [Fact]
    public void Rsa_keys_outside_the_limits_are_refused()
    {
        byte[] modulus = new byte[256];
        modulus.AsSpan().Fill(0xFF);
        Assert.Null(CheckRsa(modulus, [1, 0, 1]));
        Assert.Equal(PublicKeyError.RsaExponent, CheckRsa(modulus, [1]));
        Assert.Equal(PublicKeyError.RsaExponent, CheckRsa(modulus, [1, 0, 2]));
        Assert.Equal(PublicKeyError.RsaExponent, CheckRsa(modulus, [1, 0, 0, 0, 0, 0, 0, 0, 1]));
        Assert.Equal(PublicKeyError.RsaModulusSize, CheckRsa(modulus[1..], [1, 0, 1]));
        Assert.Equal(PublicKeyError.RsaModulusSize, CheckRsa([.. modulus[1..], 0xFE, 0xFE], [1, 0, 1]));
        byte[] large = new byte[1025];
        large.AsSpan().Fill(0xFF);
        Assert.Equal(PublicKeyError.RsaModulusSize, CheckRsa(large, [1, 0, 1]));
        Assert.Equal(PublicKeyError.Encoding, Check(SignatureAlgorithm.RsaPkcs1Sha256, [1, 2, 3]));
    }

    [Fact]
    public void Subject_public_key_info_reads_back_and_takes_nothing_after_it()
    {
        foreach (var algorithm in Enum.GetValues<SignatureAlgorithm>())
        {
            using var pair = TestKeys.Of(algorithm);
            var encoded = pair.PublicKey.ToSubjectPublicKeyInfo();
            Assert.Equal(pair.PublicKey, PublicKey.FromSubjectPublicKeyInfo(encoded, out var error));
            Assert.Null(error);
            Assert.Null(PublicKey.FromSubjectPublicKeyInfo((byte[])[.. encoded, 0], out error));
            Assert.Equal(PublicKeyError.Encoding, error);
        }
    }

    [Fact]
    public void A_curve_by_explicit_parameters_or_another_name_is_refused()
    {
        using var explicitCurve = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var exported = ECDsa.Create(explicitCurve.ExportExplicitParameters(includePrivateParameters: false));
        Assert.Null(PublicKey.FromSubjectPublicKeyInfo(exported.ExportSubjectPublicKeyInfo(), out var error));
        Assert.Equal(PublicKeyError.Curve, error);
        using var p521 = ECDsa.Create(ECCurve.NamedCurves.nistP521);
        Assert.Null(PublicKey.FromSubjectPublicKeyInfo(p521.ExportSubjectPublicKeyInfo(), out error));
        Assert.Equal(PublicKeyError.Curve, error);
    }

    [Fact]
    public void Mutated_keys_never_throw()
    {
        using var pair = TestKeys.Of(SignatureAlgorithm.RsaPkcs1Sha256);
        using var sm2 = TestKeys.Of(SignatureAlgorithm.Sm2Sm3);
        var random = new Random(9);
        foreach (var encoded in new[] { pair.PublicKey.ToSubjectPublicKeyInfo(), sm2.PublicKey.ToSubjectPublicKeyInfo() })
        {
            for (var i = 0; i < 10_000; i++)
            {
                var key = PublicKey.FromSubjectPublicKeyInfo(Mutation.Of(encoded, random), out var error);
                Assert.NotEqual(key is null, error is null);
            }
        }
    }

    private static PublicKeyError? Check(SignatureAlgorithm algorithm, byte[] encoded) =>
        PublicKeyRules.Check(new PublicKey(algorithm, encoded));

    private static PublicKeyError? CheckRsa(byte[] modulus, byte[] exponent)
    {
        var writer = new System.Formats.Asn1.AsnWriter(System.Formats.Asn1.AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteIntegerUnsigned(modulus);
            writer.WriteIntegerUnsigned(exponent);
        }

        return Check(SignatureAlgorithm.RsaPkcs1Sha256, writer.Encode());
    }
}
