using System.Formats.Asn1;
using System.Security.Cryptography;
using Ledger.Certificates.Names;
using Ledger.Certificates.Paths;
using Ledger.Crypto;
using Ledger.Crypto.Signatures;

namespace Ledger.Certificates.Tests.Hostile;

/// <summary>Each thing that can be wrong with a key, and with the bare structure, has a reason of its own.</summary>
public sealed class KeyReasonTests
{
    private const string EcPublicKey = "1.2.840.10045.2.1";
    private const string Sm2 = "1.2.156.10197.1.301";
    private const string P256 = "1.2.840.10045.3.1.7";
    private static readonly PathValidator Validator = new(new SignatureVerifier());

    [Theory]
    [InlineData(Sm2, "compressed", "malformed-key-compressed")]
    [InlineData(P256, "compressed", "malformed-key-compressed")]
    [InlineData(Sm2, "off the curve", "malformed-key-off-curve")]
    [InlineData(P256, "off the curve", "malformed-key-off-curve")]
    [InlineData(Sm2, "hybrid", "malformed-key")]
    [InlineData(Sm2, "short", "malformed-key")]
    [InlineData(null, "whole", "malformed-key-curve")]
    public void A_point_is_refused_by_what_it_is(string? curve, string form, string reason)
    {
        using var pair = TestKeys.Of(curve == P256 ? SignatureAlgorithm.EcdsaP256Sha256 : SignatureAlgorithm.Sm2Sm3);
        var point = pair.PublicKey.Encoded.ToArray();
        byte[] encoded = form switch
        {
            "compressed" => [(byte)(2 | (point[64] & 1)), .. point[1..33]],
            "off the curve" => [.. point[..64], (byte)(point[64] ^ 1)],
            "hybrid" => [(byte)(6 | (point[64] & 1)), .. point[1..]],
            "short" => point[..64],
            _ => point,
        };
        Assert.Equal(reason, ReasonOf(WithKey(encoded, EcPublicKey, curve)));
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void A_negative_rsa_number_is_named(bool modulus, bool exponent)
    {
        using var rsa = RSA.Create(2048);
        var numbers = rsa.ExportParameters(false);
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            // Without the zero that a first bit of 1 needs, the number reads as a negative one.
            writer.WriteInteger(modulus ? numbers.Modulus! : (ReadOnlySpan<byte>)[0, .. numbers.Modulus!]);
            writer.WriteInteger(exponent ? [0x81, 0, 1] : numbers.Exponent!);
        }

        Assert.Equal("malformed-key-negative", ReasonOf(WithKey(writer.Encode(), "1.2.840.113549.1.1.1", null)));
    }

    [Theory]
    [InlineData("3080020101020101", "malformed-ber", "at byte 0")]
    [InlineData("30058003020101", "malformed-structure", "")]
    [InlineData("300430800000", "malformed-ber", "at byte 2")]
    [InlineData("308103020101", "malformed-length", "at byte 0")]
    [InlineData("3005020101", "malformed-length", "at byte 0")]
    [InlineData("300302010102", "malformed-trailing-bytes", "at byte 5")]
    public void The_structure_is_refused_by_what_it_is_and_where(string hex, string reason, string detail)
    {
        var result = Judge(Convert.FromHexString(hex));
        Assert.Equal((reason, detail), (result.Reason.Code, result.Detail));
    }

    [SharedDataFact]
    public void The_certificates_that_users_reported_are_refused_by_what_they_are()
    {
        Assert.Equal("malformed-key-compressed", ReasonOf(CertificateFiles.Read("11-cases/cert-wrappings/04-compressed.crt")));
        Assert.Equal("malformed-key-compressed", ReasonOf(CertificateFiles.Read("11-cases/sm2-compressed-point.crt")));
        Assert.Equal("malformed-key-curve", ReasonOf(CertificateFiles.Read("10-negative/explicit_curve_cert.der")));
    }

    private static PathResult Judge(byte[] der) =>
        Validator.Validate(der, new CertificatePool([]), new TrustAnchorSet([]), new PathOptions { AtMs = 1 });

    private static string ReasonOf(byte[] der) => Judge(der).Reason.Code;

    /// <summary>A certificate whose key is another; what is read comes before the signature, which no longer holds.</summary>
    private static byte[] WithKey(byte[] encoded, string algorithm, string? curve)
    {
        using var pair = TestKeys.Of(SignatureAlgorithm.Sm2Sm3);
        var root = new CertificateIssuer(
            DistinguishedName.Create(new DistinguishedNameAttribute(DistinguishedName.CommonNameOid, "Root")), pair.CreateSigner())
            .IssueRoot(new byte[] { 1 }, 0, 1000);
        var outer = new AsnReader(root.Der, AsnEncodingRules.DER).ReadSequence();
        var fields = outer.ReadSequence();
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            using (writer.PushSequence())
            {
                for (var field = 0; fields.HasData; field++)
                {
                    var value = fields.ReadEncodedValue();
                    if (field == 6)
                    {
                        WriteKey(writer, encoded, algorithm, curve);
                    }
                    else
                    {
                        writer.WriteEncodedValue(value.Span);
                    }
                }
            }

            writer.WriteEncodedValue(outer.ReadEncodedValue().Span);
            writer.WriteEncodedValue(outer.ReadEncodedValue().Span);
        }

        return writer.Encode();
    }

    private static void WriteKey(AsnWriter writer, byte[] encoded, string algorithm, string? curve)
    {
        using (writer.PushSequence())
        {
            using (writer.PushSequence())
            {
                writer.WriteObjectIdentifier(algorithm);
                if (curve is not null)
                {
                    writer.WriteObjectIdentifier(curve);
                }
                else if (algorithm == EcPublicKey)
                {
                    using (writer.PushSequence())
                    {
                        writer.WriteInteger(1); // the first of the explicit parameters
                    }
                }
                else
                {
                    writer.WriteNull();
                }
            }

            writer.WriteBitString(encoded);
        }
    }
}
