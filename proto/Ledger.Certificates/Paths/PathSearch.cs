using Ledger.Crypto;

namespace Ledger.Certificates.Paths;

/// <summary>
/// Looks for a path from one certificate to an anchor, depth first, in an order that only the inputs decide. A step goes up to a
/// certificate of the issuer's name whose key made the signature; key identifiers only say which to try first (RFC 4158 §3.5).
/// </summary>
internal sealed class PathSearch(
    ISignatureVerifier verifier, CertificateSignatureCache? cache, IssuerIndex intermediates, TrustAnchorSet anchors, PathOptions options)
{
    private readonly List<Certificate> _path = [];
    private PathResult? _broken;
    private PathResult? _incomplete;
    private int _signatureChecks;
    private bool _limitReached;

    internal PathResult Run(Certificate certificate)
    {
        _path.Add(certificate);
        if (AlgorithmChecks.OfKey(certificate, options) is var (reason, detail))
        {
            return Failure(reason, detail);
        }

        return Extend() ?? _broken ?? (_limitReached ? Failure(PathReasons.PathLimit, string.Empty) : _incomplete!);
    }

    /// <summary>A valid path through the last certificate of the present one; null where there is none.</summary>
    private PathResult? Extend()
    {
        var current = _path[^1];
        if (anchors.TryFind(current, out var anchor))
        {
            var result = new PathChecks(options).Check([.. _path], anchor);
            _broken ??= result.IsValid ? null : result;
            return result.IsValid ? result : null;
        }

        if (_path.Count >= options.Limits.CertificatesMax)
        {
            _limitReached = true;
            return null;
        }

        var isSigned = false;
        var candidates = CandidatesFor(current);
        foreach (var issuer in candidates)
        {
            if (!IsSigned(current, issuer))
            {
                continue;
            }

            isSigned = true;
            _path.Add(issuer);
            var found = Extend();
            _path.RemoveAt(_path.Count - 1);
            if (found is not null)
            {
                return found;
            }
        }

        if (!isSigned && !_limitReached)
        {
            _incomplete ??= WhyNoIssuer(current, candidates);
        }

        return null;
    }

    /// <summary>Anchors before others, and of each those whose key identifier fits before the rest.</summary>
    private List<Certificate> CandidatesFor(Certificate certificate)
    {
        var candidates = new List<Certificate>();
        candidates.AddRange(anchors.Index.Find(certificate.Issuer).Where(issuer => !IsOnPath(issuer)));
        candidates.AddRange(intermediates.Find(certificate.Issuer).Where(issuer => !anchors.TryFind(issuer, out _) && !IsOnPath(issuer)));

        if (candidates.Count > 1)
        {
            candidates =
            [
                .. candidates.Where(issuer => KeyIdFits(certificate, issuer)),
                .. candidates.Where(issuer => !KeyIdFits(certificate, issuer)),
            ];
        }

        if (candidates.Count > options.Limits.CandidatesMax)
        {
            _limitReached = true;
            candidates.RemoveRange(options.Limits.CandidatesMax, candidates.Count - options.Limits.CandidatesMax);
        }

        return candidates;
    }

    /// <summary>The same authority with the same key again leads nowhere new.</summary>
    private bool IsOnPath(Certificate issuer) => _path.Exists(known =>
        known.Key.SubjectPublicKeyInfo.Span.SequenceEqual(issuer.Key.SubjectPublicKeyInfo.Span)
        && known.Subject.Comparable.Text == issuer.Subject.Comparable.Text);

    /// <summary>True also where one of them has no identifier.</summary>
    private static bool KeyIdFits(Certificate certificate, Certificate issuer) =>
        certificate.Standard.AuthorityKeyId is not { } wanted
        || issuer.Standard.SubjectKeyId is not { } had
        || wanted.Span.SequenceEqual(had.Span);

    private bool IsSigned(Certificate certificate, Certificate issuer)
    {
        if (AlgorithmChecks.OfSignature(certificate, options) is not null)
        {
            return false;
        }

        // Remembered signatures count as well: a cache must change neither the limit's answer nor, with cross-certificates, the number of
        // paths.
        if (++_signatureChecks > options.Limits.SignatureChecksMax)
        {
            _limitReached = true;
            return false;
        }

        var isCached = cache is not null && certificate.BasicConstraints?.IsAuthority == true;
        var key = isCached ? CertificateSignatureCache.KeyOf(certificate, issuer.Key) : default;
        if (isCached && cache!.Contains(key))
        {
            return true;
        }

        var isSigned = CertificateSignatures.Verify(
            issuer.Key, certificate.SignatureScheme, certificate.SignedBytes, certificate.Signature, verifier);
        if (isSigned && isCached)
        {
            cache!.Add(key);
        }

        return isSigned;
    }

    private PathResult WhyNoIssuer(Certificate current, List<Certificate> candidates)
    {
        var isSelfIssued = current.Issuer.Comparable.Text == current.Subject.Comparable.Text;
        var shouldFit = candidates.Exists(issuer => KeyIdFits(current, issuer));
        if ((shouldFit || isSelfIssued) && AlgorithmChecks.OfSignature(current, options) is var (weak, which))
        {
            return Failure(weak, which);
        }

        // Another key of the same name is another authority; only a key that should fit makes the signature a wrong one.
        if (shouldFit)
        {
            return Failure(PathReasons.SignatureInvalid, current.Subject.ToString());
        }

        if (!isSelfIssued)
        {
            return Failure(PathReasons.IssuerUnknown, current.Issuer.ToString());
        }

        if (!CertificateSignatures.Verify(current.Key, current.SignatureScheme, current.SignedBytes, current.Signature, verifier))
        {
            // The key before or after it may have signed it: then that is what is missing.
            return KeyIdFits(current, current)
                ? Failure(PathReasons.SignatureInvalid, current.Subject.ToString())
                : Failure(PathReasons.IssuerUnknown, current.Issuer.ToString());
        }

        return Failure(_path.Count == 1 ? PathReasons.SelfSignedUntrusted : PathReasons.AnchorMissing, current.Subject.ToString());
    }

    private PathResult Failure(PathReason reason, string detail) =>
        new() { Reason = reason, Detail = detail, Chain = [.. _path], Culprit = _path[^1] };
}
