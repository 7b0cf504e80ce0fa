using System.Buffers.Text;
using System.Formats.Asn1;
using System.Text;
using System.Text.Json.Nodes;
using Ledger.Crypto;

namespace Ledger.Passports.SdJwt;

/// <summary>
/// Keys and signatures as JOSE writes them. ES256 and ES384 have registered names (RFC 7518); SM2 has none, so it goes by the object
/// identifiers of GM/T 0006, as RFC 7515 §4.1.1 wants of names that nobody registered: no library takes it for something else.
/// </summary>
public static class JoseKeys
{
    /// <summary>SM2 with SM3 as the value of <c>alg</c>: r‖s of 64 bytes, with the default signer id of GM/T 0009.</summary>
    public const string Sm2 = "urn:oid:1.2.156.10197.1.501";

    /// <summary>The curve of SM2 as the value of <c>crv</c>.</summary>
    public const string Sm2Curve = "urn:oid:1.2.156.10197.1.301";

    /// <summary>The name of a key's algorithm; null for one that these tokens are not signed with (RSA).</summary>
    public static string? AlgorithmOf(PublicKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return key.Algorithm switch
        {
            SignatureAlgorithm.EcdsaP256Sha256 => "ES256",
            SignatureAlgorithm.EcdsaP384Sha384 => "ES384",
            SignatureAlgorithm.Sm2Sm3 => Sm2,
            _ => null,
        };
    }

    /// <summary>The key as a JWK (RFC 7518 §6.2).</summary>
    /// <exception cref="InvalidDataException">The key is of no curve.</exception>
    public static JsonObject JwkOf(PublicKey key)
    {
        var curve = Require(key) switch
        {
            "ES256" => "P-256",
            "ES384" => "P-384",
            _ => Sm2Curve,
        };
        var point = key.Encoded[1..];
        return new JsonObject
        {
            ["kty"] = "EC",
            ["crv"] = curve,
            ["x"] = Base64Url.EncodeToString(point[..(point.Length / 2)]),
            ["y"] = Base64Url.EncodeToString(point[(point.Length / 2)..]),
        };
    }

    /// <summary>The name of a key's algorithm.</summary>
    /// <exception cref="InvalidDataException">These tokens are not signed with it.</exception>
    internal static string Require(PublicKey key) => AlgorithmOf(key) ?? throw new InvalidDataException(
        $"A key of {key.Algorithm} signs no SD-JWT here: take one of P-256, P-384 or SM2.");

    /// <summary>A signed token in its compact form. What is signed begins with <c>eyJ</c>, and no message of the ledger does.</summary>
    internal static string Sign(JsonObject header, JsonObject payload, ISigner signer)
    {
        var content = $"{Encode(header)}.{Encode(payload)}";
#pragma warning disable RS0030 // a token is a kind of its own: docs/spec/signed-messages.md says how it differs
        var der = signer.Sign(Encoding.ASCII.GetBytes(content));
#pragma warning restore RS0030
        return $"{content}.{Base64Url.EncodeToString(Flat(der, signer.PublicKey.Encoded.Length / 2))}";
    }

    private static string Encode(JsonObject json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json.ToJsonString()));

    // JOSE has r and s side by side, each as wide as the curve (RFC 7518 §3.4).
    private static byte[] Flat(byte[] der, int width)
    {
        var flat = new byte[2 * width];
        var numbers = new AsnReader(der, AsnEncodingRules.DER).ReadSequence();
        foreach (var end in (ReadOnlySpan<int>)[width, 2 * width])
        {
            var number = numbers.ReadInteger().ToByteArray(isUnsigned: true, isBigEndian: true);
            number.CopyTo(flat, end - number.Length);
        }

        return flat;
    }
}
