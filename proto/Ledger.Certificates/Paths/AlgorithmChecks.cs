using System.Globalization;

namespace Ledger.Certificates.Paths;

/// <summary>Whether keys and signatures are of algorithms that are taken, and strong enough at the time asked for.</summary>
internal static class AlgorithmChecks
{
    internal static (PathReason Reason, string Detail)? OfKey(Certificate certificate, PathOptions options)
    {
        var key = certificate.Key;
        return key.Algorithm == KeyAlgorithm.Unsupported ? (PathReasons.KeyUnsupported, certificate.Subject.ToString())
            : options.Floor.Takes(key, options.AtMs) ? null
            : (PathReasons.KeyTooWeak, string.Create(CultureInfo.InvariantCulture, $"{key.Algorithm}, {key.Bits} bits"));
    }

    internal static (PathReason Reason, string Detail)? OfSignature(Certificate certificate, PathOptions options)
    {
        var scheme = certificate.SignatureScheme;
        return scheme.Kind == CertificateSignatureKind.Unsupported ? (PathReasons.SignatureUnsupported, certificate.SignatureAlgorithmOid)
            : options.Floor.Takes(scheme.Hash, options.AtMs) ? null
            : (PathReasons.HashTooWeak, scheme.Hash.ToString());
    }
}
