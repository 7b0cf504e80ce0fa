using System.Buffers.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Crypto;

namespace Ledger.Passports.SdJwt;

/// <summary>What a subject shows of a token: the fields asked for, and a key binding (RFC 9901 §4.3) for one audience and nonce.</summary>
public static class SdJwtPresentation
{
    private const int NonceCharsMax = 512;
    private const int AudienceCharsMax = 512;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 8 };

    /// <summary>Makes it. Its issuer's signature is not looked at: whoever asked does that.</summary>
    /// <param name="token">The token with all disclosures, as issued.</param>
    /// <param name="fields">Which are shown.</param>
    /// <param name="audience">Who asked, as it named itself.</param>
    /// <param name="nonce">What it gave.</param>
    /// <param name="madeAtMs">Now, UTC milliseconds.</param>
    /// <param name="holder">The subject's key.</param>
    /// <exception cref="InvalidDataException">
    /// The token is not of the form, is bound to another key, has no such field, or is past its end; or audience or nonce are none.
    /// </exception>
    public static string Make(
        string token, IReadOnlyCollection<string> fields, string audience, string nonce, long madeAtMs, ISigner holder)
    {
        ArgumentNullException.ThrowIfNull(token);
        ArgumentNullException.ThrowIfNull(fields);
        ArgumentNullException.ThrowIfNull(audience);
        ArgumentNullException.ThrowIfNull(nonce);
        ArgumentNullException.ThrowIfNull(holder);
        if (audience.Length is 0 or > AudienceCharsMax || nonce.Length is 0 or > NonceCharsMax)
        {
            throw new InvalidDataException($"Audience and nonce have 1 to {AudienceCharsMax} characters: take them from who asked.");
        }

        var (jwt, disclosures) = Open(token, madeAtMs, holder.PublicKey);
        var missing = fields.FirstOrDefault(name => !disclosures.ContainsKey(name));
        if (missing is not null || fields.Count == 0)
        {
            throw new InvalidDataException(
                $"The token has no field {missing ?? "to show"}; there are: {string.Join(", ", disclosures.Keys)}.");
        }

        var shown = $"{jwt}~{string.Concat(disclosures.Where(one => fields.Contains(one.Key)).Select(one => one.Value + '~'))}";
        var header = new JsonObject { ["alg"] = JoseKeys.Require(holder.PublicKey), ["typ"] = "kb+jwt" };
        var binding = new JsonObject
        {
            ["iat"] = madeAtMs / 1000,
            ["aud"] = audience,
            ["nonce"] = nonce,
            ["sd_hash"] = SdJwtCredentials.DigestOf(shown),
        };
        return shown + JoseKeys.Sign(header, binding, holder);
    }

    // What of a JSON text is no Unicode shows only when it is looked at, and so does a number where an object is expected.
    private static (string Jwt, SortedDictionary<string, string> Disclosures) Open(string token, long madeAtMs, PublicKey holder)
    {
        try
        {
            var (jwt, payload, disclosures) = Read(token);
            if (!JsonNode.DeepEquals(payload["cnf"]?["jwk"], JoseKeys.JwkOf(holder)))
            {
                throw new InvalidDataException("The token is bound to another key than yours: ask its issuer for one to your present key.");
            }

            return payload["exp"] is JsonValue end && end.TryGetValue<long>(out var until) && until > madeAtMs / 1000
                ? (jwt, disclosures)
                : throw new InvalidDataException("The token is past its end: ask its issuer for a new one.");
        }
        catch (InvalidOperationException e)
        {
            throw new InvalidDataException("The token's JSON has text that is no Unicode, or other values than it must.", e);
        }
    }

    private static (string Jwt, JsonObject Payload, SortedDictionary<string, string> Disclosures) Read(string token)
    {
        var parts = token.Length > SdJwtCredentials.CharsMax ? [] : token.Split('~');
        if (parts.Length is < 3 or > PassportLimits.AttachmentsMax || parts[^1].Length > 0
            || parts[0].Split('.') is not [_, var encoded, _])
        {
            throw new InvalidDataException(
                "The file is no SD-JWT as it was issued: a token and its disclosures, each ended by a tilde, without a key binding.");
        }

        if (Parse(encoded) is not JsonObject payload || TextOf(payload["_sd_alg"]) != SdJwtCredentials.HashName
            || payload["_sd"] is not JsonArray digests)
        {
            throw new InvalidDataException($"The token's payload is no object with digests by {SdJwtCredentials.HashName}.");
        }

        var known = digests.Select(TextOf).ToHashSet();
        var disclosures = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var disclosure in parts[1..^1])
        {
            if (!known.Contains(SdJwtCredentials.DigestOf(disclosure)) || NameIn(disclosure) is not { } name
                || !disclosures.TryAdd(name, disclosure))
            {
                throw new InvalidDataException("A disclosure is not the token's, is not of the form, or stands twice.");
            }
        }

        return (parts[0], payload, disclosures);
    }

    private static string? NameIn(string disclosure) =>
        Parse(disclosure) is JsonArray { Count: 3 } parts ? TextOf(parts[1]) : null;

    private static string? TextOf(JsonNode? node) => node?.GetValueKind() == JsonValueKind.String ? (string?)node : null;

    private static JsonNode? Parse(string encoded)
    {
        try
        {
            return JsonNode.Parse(Base64Url.DecodeFromChars(encoded), documentOptions: Strict);
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            return null;
        }
    }
}
