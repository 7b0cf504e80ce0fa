using System.Globalization;

namespace Ledger.Certificates;

/// <summary>The algorithms of a certificate in words.</summary>
internal static class CertificateAlgorithmName
{
    internal static string Of(Certificate certificate)
    {
        var key = certificate.Key.Algorithm switch
        {
            KeyAlgorithm.Sm2 => "SM2",
            KeyAlgorithm.Rsa => "RSA-" + certificate.Key.Bits.ToString(CultureInfo.InvariantCulture),
            KeyAlgorithm.Unsupported => "unsupported",
            _ => "ECDSA-" + certificate.Key.Bits.ToString(CultureInfo.InvariantCulture),
        };
        var scheme = certificate.SignatureScheme;
        var signature = scheme.Kind switch
        {
            CertificateSignatureKind.Unsupported => certificate.SignatureAlgorithmOid,
            CertificateSignatureKind.RsaPss => "PSS-" + scheme.Hash.ToString().ToUpperInvariant(),
            _ => scheme.Hash.ToString().ToUpperInvariant(),
        };
        return $"{key}/{signature}";
    }
}
