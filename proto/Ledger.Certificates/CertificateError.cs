using Ledger.Crypto.Keys;

namespace Ledger.Certificates;

/// <summary>Why bytes are not taken as a certificate. The values are stable.</summary>
public enum CertificateError
{
    /// <summary>Nothing is wrong.</summary>
    None = 0,

    /// <summary>Empty, or longer than <see cref="Certificate.BytesMax"/>.</summary>
    Size = 1,

    /// <summary>Not exactly one DER value: indefinite or overlong lengths, nesting beyond 32, bytes after the certificate.</summary>
    Structure = 2,

    /// <summary>The fields are not those of an X.509 certificate (RFC 5280 §4.1).</summary>
    Malformed = 3,

    /// <summary>The version is not 1 or 3, or version 1 has extensions.</summary>
    Version = 4,

    /// <summary>The signature algorithm inside the signed part is not the one outside.</summary>
    AlgorithmMismatch = 5,

    /// <summary>
    /// The public key is one that <see cref="PublicKeyRules"/> refuses, or it is not well encoded, and none of the more particular reasons
    /// below.
    /// </summary>
    PublicKey = 6,

    /// <summary>The certificate ends before it begins.</summary>
    Validity = 7,

    /// <summary>An extension occurs twice, or there are more than 64.</summary>
    Extensions = 8,

    /// <summary>The public key is a compressed point, 02 or 03 ‖ x.</summary>
    PublicKeyCompressed = 9,

    /// <summary>The public key's curve is given by explicit parameters, or not at all, instead of by its name.</summary>
    PublicKeyCurve = 10,

    /// <summary>The public key is not a point of its curve.</summary>
    PublicKeyOffCurve = 11,

    /// <summary>The RSA modulus or exponent is encoded as a negative number.</summary>
    PublicKeyNegative = 12,

    /// <summary>
    /// The public key is well encoded, and none that may sign on the ledger: another algorithm or curve, or an RSA key of another size.
    /// </summary>
    PublicKeyUntaken = 13,
}
