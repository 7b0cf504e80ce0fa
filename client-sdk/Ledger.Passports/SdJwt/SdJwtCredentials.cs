using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Ledger.Crypto;
using Ledger.Passports.Credentials;
using Ledger.Schema.Credential;

namespace Ledger.Passports.SdJwt;

/// <summary>
/// Credentials as SD-JWT VC (RFC 9901; draft-ietf-oauth-sd-jwt-vc) for verifiers outside: the same fields and values as a passport's,
/// each to be disclosed by itself, bound to the subject's key. What is always shown: kind, issuer, subject, chain and record
/// (docs/integration/sd-jwt.md).
/// </summary>
public static class SdJwtCredentials
{
    /// <summary>The value of <c>typ</c>.</summary>
    public const string Type = "dc+sd-jwt";

    /// <summary>Longest token with its disclosures.</summary>
    public const int CharsMax = 128 * 1024;

    internal const string HashName = "sha-256";

    private const int SaltBytes = 16; // RFC 9901 §9.3: at least 128 bits

    /// <summary>The value of <c>vct</c> for a kind of record.</summary>
    public static string TypeOf(Protocol.V1.CredentialKind kind) => $"urn:ledger:credential:{kind.ToString().ToLowerInvariant()}:1";

    /// <summary>Makes the token with all its disclosures, for the subject alone.</summary>
    /// <exception cref="InvalidDataException">A key is of no curve, the end no end, or a person's field none.</exception>
    public static string Issue(SdJwtOrder order, ISigner issuer)
    {
        ArgumentNullException.ThrowIfNull(order);
        ArgumentNullException.ThrowIfNull(issuer);
        if (order.UntilMs / 1000 <= order.IssuedAtMs / 1000)
        {
            throw new InvalidDataException("The token must end after it is made.");
        }

        var recorded = order.Recorded;
        var kind = CredentialRules.KindOf(recorded);
        var disclosures = CredentialFields.AllOf(recorded, order.Persons).Select(field => Disclose(field.Key, field.Value)).ToList();
        var header = new JsonObject
        {
            ["alg"] = JoseKeys.Require(issuer.PublicKey),
            ["typ"] = Type,
            ["x5c"] = new JsonArray([.. order.IssuerCertificates.Select(der => JsonValue.Create(Convert.ToBase64String(der.Span)))]),
        };
        var payload = new JsonObject
        {
            ["iss"] = $"urn:ledger:member:{recorded.IssuerUscc}",
            ["sub"] = $"urn:ledger:subject:{recorded.SubjectUscc}",
            ["vct"] = TypeOf(kind),
            ["iat"] = order.IssuedAtMs / 1000,
            ["exp"] = order.UntilMs / 1000,
            ["cnf"] = new JsonObject { ["jwk"] = JoseKeys.JwkOf(order.Holder) },
            ["chain_id"] = order.ChainId.ToString(),
            ["record_id"] = Convert.ToHexStringLower(recorded.RecordId.Span),
            ["_sd"] = new JsonArray([.. disclosures.Select(DigestOf).Order(StringComparer.Ordinal).Select(one => JsonValue.Create(one))]),
            ["_sd_alg"] = HashName,
        };
        return $"{JoseKeys.Sign(header, payload, issuer)}~{string.Concat(disclosures.Select(one => one + '~'))}";
    }

    /// <summary>The digest of a disclosure, or of a token with disclosures.</summary>
    internal static string DigestOf(string text) => Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(text)));

    private static string Disclose(string name, string value) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(
        new JsonArray(Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SaltBytes)), name, value).ToJsonString()));
}
