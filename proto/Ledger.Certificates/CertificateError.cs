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

    /// <summary>The public key is one that <see cref="PublicKeyRules"/> refuses, for example because its curve is given by explicit parameters.</summary>
    PublicKey = 6,

    /// <summary>The certificate ends before it begins.</summary>
    Validity = 7,

    /// <summary>An extension occurs twice, or there are more than 64.</summary>
    Extensions = 8,
}
