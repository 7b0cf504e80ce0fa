using System.Text.Json.Nodes;
using Ledger.Crypto;
using Ledger.Protocol;

namespace Ledger.Cli.Commands.Authorities;

/// <summary>Judges one file after the other against the same trust.</summary>
internal sealed class CertificateFileCheck(PathValidator validator, TrustFolder trust, PathOptions options)
{
    private readonly TrustAnchorSet _anchors = trust.Anchors;
    private readonly CertificatePool _pool = new(trust.Intermediates);

    internal (JsonObject Document, bool IsValid) Check(string file)
    {
        var parts = CertificateFileReader.Read(file).Certificates;
        var parsed = new List<Certificate>();
        foreach (var der in parts)
        {
            if (Certificate.TryParseAnyKey(der, out var certificate, out _))
            {
                parsed.Add(certificate);
            }
        }

        var result = parts.Count == 0 ? validator.Validate(ReadOnlyMemory<byte>.Empty, _pool, _anchors, options)
            : parts.Count == 1 || parsed.Count == 0 ? validator.Validate(parts[0], _pool, _anchors, options)
            : validator.Validate(EndEntityOf(parsed), new CertificatePool([.. parsed, .. trust.Intermediates]), _anchors, options);
        return (DocumentOf(file, result), result.IsValid);
    }

    /// <summary>The first that issued none of the others: files hold a path in either order.</summary>
    private static Certificate EndEntityOf(List<Certificate> certificates) =>
        certificates.Find(one => !certificates.Exists(other => !ReferenceEquals(one, other) && other.Issuer.Equals(one.Subject))) ?? certificates[0];

    private static JsonObject DocumentOf(string file, PathResult result)
    {
        var certificate = result.Chain.Count > 0 ? result.Chain[0] : null;

        // Whom a certificate names counts only where a trusted authority says so.
        var identity = certificate is not null && result.Anchor is not null ? CaProfiles.For(result).Identify(certificate) : null;
        var isUscc = identity?.Kind == OrganizationCodeKind.UnifiedSocialCreditCode;
        return new JsonObject
        {
            ["file"] = file,
            ["verdict"] = PathVerdicts.NameOf(result.Verdict),
            ["reason"] = result.Reason.Code,
            ["message"] = result.Detail.Length == 0 ? result.Reason.Sentence : $"{result.Reason.Sentence} ({result.Detail})",
            ["rule"] = result.Reason.Rule,
            ["algorithm"] = certificate is null ? null : certificate.AlgorithmName,
            ["subject"] = certificate?.Subject.ToString(),
            ["uscc"] = isUscc ? identity!.Code : null,
            ["organization_code"] = identity is not null && !isUscc ? identity.Code : null,
            ["identity_place"] = identity?.Place,
            ["profile"] = identity?.ProfileName,
            ["warnings"] = isUscc && !UnifiedSocialCreditCode.HasValidCheck(identity!.Code)
                ? new JsonArray("uscc-check-digit: needs registry confirmation")
                : new JsonArray(),
            ["chain"] = new JsonArray([.. result.Chain.Select(one => (JsonNode)one.Subject.ToString())]),
        };
    }
}
