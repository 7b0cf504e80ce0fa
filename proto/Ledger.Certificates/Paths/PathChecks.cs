using Ledger.Certificates.Extensions;

namespace Ledger.Certificates.Paths;

/// <summary>
/// RFC 5280 §6.1.3 to §6.1.5 over one path whose names and signatures already fit, from the anchor down to the certificate in question.
/// </summary>
internal sealed class PathChecks(PathOptions options)
{
    private readonly NameConstraintChecks _names = new();

    /// <param name="chain">The path, the certificate in question first, the anchor last.</param>
    /// <param name="anchor">The anchor.</param>
    internal PathResult Check(IReadOnlyList<Certificate> chain, TrustAnchor anchor)
    {
        var policies = new PolicyProcessing(options.Policies, chain.Count - 1);
        var authoritiesLeft = int.MaxValue;
        for (var i = chain.Count - 1; i >= 0; i--)
        {
            var certificate = chain[i];
            var isAnchor = i == chain.Count - 1;
            var isSelfIssued = certificate.Subject.Comparable.Text == certificate.Issuer.Comparable.Text;
            var broken = CheckOne(certificate, isAnchor ? null : chain[i + 1], isLast: i == 0, isSelfIssued)
                ?? (i == 0 ? null : CheckAuthority(certificate, isAnchor, isSelfIssued, ref authoritiesLeft));
            if (broken is null && !isAnchor)
            {
                broken = (i == 0 ? policies.EndEntity(certificate) : policies.Authority(certificate, isSelfIssued)) is { } reason
                    ? (reason, string.Empty)
                    : null;
            }

            if (broken is null && i == 0)
            {
                broken = UsageRules.Check(certificate, options.Usage) is { } reason ? (reason, string.Empty) : null;
            }

            if (broken is var (why, detail))
            {
                return new PathResult { Reason = why, Detail = detail, Chain = chain, Anchor = anchor, Culprit = certificate };
            }

            _names.Add(certificate.Standard.NameConstraints);
        }

        return new PathResult { Reason = PathReasons.Valid, Chain = chain, Anchor = anchor };
    }

    /// <summary>What holds for every certificate; <paramref name="issuer"/> is null for the anchor.</summary>
    private (PathReason Reason, string Detail)? CheckOne(Certificate certificate, Certificate? issuer, bool isLast, bool isSelfIssued)
    {
        if (AlgorithmChecks.OfKey(certificate, options) is { } weak)
        {
            return weak;
        }

        if (certificate.Standard.MalformedOid is { } malformed)
        {
            return (PathReasons.ExtensionContent, malformed);
        }

        if (CriticalExtensions.FindUnknown(certificate) is { } critical)
        {
            return (PathReasons.CriticalExtension, critical);
        }

        if (options.AtMs < certificate.NotBeforeMs)
        {
            return (PathReasons.NotYetValid, certificate.Subject.ToString());
        }

        if (options.AtMs > certificate.NotAfterMs)
        {
            return (PathReasons.Expired, certificate.Subject.ToString());
        }

        if (issuer is not null && RevocationChecks.Check(certificate, issuer, options) is { } revoked)
        {
            return revoked;
        }

        return isSelfIssued && !isLast ? null : _names.Check(certificate);
    }

    /// <summary>§6.1.4 (k) to (n), for a certificate that has another below it.</summary>
    private static (PathReason Reason, string Detail)? CheckAuthority(
        Certificate certificate, bool isAnchor, bool isSelfIssued, ref int authoritiesLeft)
    {
        // An anchor of version 1 has no extensions to say so; the decision to trust it does.
        if (certificate.BasicConstraints?.IsAuthority != true && !(isAnchor && certificate.Extensions.Count == 0))
        {
            return (PathReasons.NotAuthority, certificate.Subject.ToString());
        }

        if (!isAnchor && !isSelfIssued && authoritiesLeft-- == 0)
        {
            return (PathReasons.PathLength, certificate.Subject.ToString());
        }

        if (certificate.KeyUsage is { } usage && !usage.HasFlag(KeyUsages.KeyCertSign))
        {
            return (PathReasons.CertSignMissing, certificate.Subject.ToString());
        }

        authoritiesLeft = Math.Min(authoritiesLeft, certificate.BasicConstraints?.PathLengthMax ?? int.MaxValue);
        return null;
    }
}
