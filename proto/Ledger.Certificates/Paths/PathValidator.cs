using Ledger.Crypto;

namespace Ledger.Certificates.Paths;

/// <summary>
/// Builds and validates certification paths (RFC 5280 §6), over the bytes as they were signed. It knows no clock, no network and no
/// file: the same certificates, anchors, revocations and time give the same answer everywhere, so that a contract may ask it.
/// Bounded by <see cref="PathLimits"/> whatever it is given.
/// </summary>
/// <param name="verifier">Checks signatures of the ledger's own algorithms.</param>
/// <param name="cache">Remembers authorities' signatures; null to check every one.</param>
public sealed class PathValidator(ISignatureVerifier verifier, CertificateSignatureCache? cache = null)
{
    /// <summary>
    /// Judges <paramref name="certificate"/>; any certificates may stand among <paramref name="intermediates"/>, none of them is trusted
    /// for it.
    /// </summary>
    public PathResult Validate(
        Certificate certificate, IEnumerable<Certificate> intermediates, TrustAnchorSet anchors, PathOptions options) =>
        Validate(certificate, new CertificatePool(intermediates), anchors, options);

    /// <summary>As above, with intermediates that are indexed once for many certificates.</summary>
    public PathResult Validate(Certificate certificate, CertificatePool intermediates, TrustAnchorSet anchors, PathOptions options)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        ArgumentNullException.ThrowIfNull(intermediates);
        ArgumentNullException.ThrowIfNull(anchors);
        ArgumentNullException.ThrowIfNull(options);
        return new PathSearch(verifier, cache, intermediates.Index, anchors, options).Run(certificate);
    }

    /// <summary>Parses and judges; bytes that are no certificate have a verdict, too.</summary>
    public PathResult Validate(ReadOnlyMemory<byte> der, CertificatePool intermediates, TrustAnchorSet anchors, PathOptions options) =>
        Certificate.TryParseAnyKey(der, out var certificate, out var error)
            ? Validate(certificate, intermediates, anchors, options)
            : PathReasons.Of(error, der.Span);

    /// <summary>
    /// Whether a certificate is signed by the key it certifies, by whatever algorithm. That makes nobody trust it; it tells roots from
    /// the authorities below them.
    /// </summary>
    public bool IsSelfSigned(Certificate certificate)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        return certificate.Issuer.Comparable.Text == certificate.Subject.Comparable.Text
            && CertificateSignatures.Verify(
                certificate.Key, certificate.SignatureScheme, certificate.SignedBytes, certificate.Signature, verifier);
    }
}
