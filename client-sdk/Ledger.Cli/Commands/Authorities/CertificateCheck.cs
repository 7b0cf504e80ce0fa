using Ledger.Certificates;
using Ledger.Certificates.Names;
using Ledger.Certificates.Paths;
using Ledger.Certificates.Profiles;
using Ledger.Protocol;

namespace Ledger.Cli.Commands.Authorities;

/// <summary>Judges one certificate after the other against the same trust.</summary>
internal sealed class CertificateCheck(PathValidator validator, TrustFolder trust, IReadOnlyList<string> warnings, PathOptions options)
{
    private readonly TrustAnchorSet _anchors = trust.Anchors;
    private readonly CertificatePool _pool = new(trust.Intermediates);

    /// <summary>What was given and cannot be used: part of every verdict.</summary>
    internal IReadOnlyList<string> Warnings => warnings;

    internal (Document Document, bool IsValid) Check(string file)
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
        var document = DocumentOf(file, result);
        if (result.Chain.Count == 0 && CertificateFileReader.KindOf(file) is { } other)
        {
            document["message"] = $"It is {other}, and no certificate. {document["message"]}";
        }

        return (document, result.IsValid);
    }

    /// <summary>Judges one certificate that came with others, of which none is trusted for that.</summary>
    internal PathResult Check(Certificate certificate, IReadOnlyList<Certificate> others) =>
        validator.Validate(certificate, new CertificatePool([.. others, .. trust.Intermediates]), _anchors, options);

    /// <summary>A reason in words, with what it is about.</summary>
    internal static string MessageOf(PathResult result)
    {
        // A detail names certificates as they are compared; people read them readable.
        var detail = result.Chain.Aggregate(result.Detail, (text, one) => text
            .Replace(one.Subject.ToString(), ReadableName.Of(one.Subject).Text, StringComparison.Ordinal)
            .Replace(one.Issuer.ToString(), ReadableName.Of(one.Issuer).Text, StringComparison.Ordinal));
        return detail.Length == 0 ? result.Reason.Sentence : $"{result.Reason.Sentence} ({detail})";
    }

    private static IEnumerable<string> NameWarnings(IReadOnlyList<Certificate> chain) =>
        chain.SelectMany(one => (string?[])[ReadableName.Of(one.Subject).Warning, ReadableName.Of(one.Issuer).Warning]).OfType<string>()
            .Distinct();

    private static IEnumerable<string> OwnWarnings(Certificate? certificate, string? uscc)
    {
        if (uscc is not null && !UnifiedSocialCreditCode.HasValidCheck(uscc))
        {
            yield return "uscc-check-digit: needs registry confirmation";
        }

        if (certificate is not null && certificate.SerialNumber.Span is [>= 0x80, ..])
        {
            yield return "serial-negative: the serial number is encoded as a negative one; it is compared by its bytes as a positive " +
                "one (RFC 5280 §4.1.2.2)";
        }
    }

    /// <summary>The first that issued none of the others: files hold a path in either order.</summary>
    private static Certificate EndEntityOf(List<Certificate> certificates) =>
        certificates.Find(one => !certificates.Exists(other => !ReferenceEquals(one, other) && other.Issuer.Equals(one.Subject)))
            ?? certificates[0];

    private Document DocumentOf(string file, PathResult result)
    {
        var certificate = result.Chain.Count > 0 ? result.Chain[0] : null;

        // Whom a certificate names counts only where a trusted authority says so.
        var identity = certificate is not null && result.Anchor is not null ? CaProfiles.For(result).Identify(certificate) : null;
        var isUscc = identity?.Kind == OrganizationCodeKind.UnifiedSocialCreditCode;
        return new Document
        {
            ["file"] = file,
            ["verdict"] = PathVerdicts.NameOf(result.Verdict),
            ["reason"] = result.Reason.Code,
            ["message"] = MessageOf(result),
            ["rule"] = result.Reason.Rule,
            ["algorithm"] = certificate is null ? null : certificate.AlgorithmName,
            ["subject"] = certificate is null ? null : ReadableName.Of(certificate.Subject).Text,
            ["uscc"] = isUscc ? identity!.Code : null,
            ["organization_code"] = identity is not null && !isUscc ? identity.Code : null,
            ["identity_place"] = identity?.Place,
            ["profile"] = identity?.ProfileName,
            ["warnings"] = Datum.List(
                NameWarnings(result.Chain).Concat(OwnWarnings(certificate, isUscc ? identity!.Code : null)).Concat(warnings)),
            ["chain"] = Datum.List(result.Chain.Select(one => ReadableName.Of(one.Subject).Text)),
        };
    }
}
