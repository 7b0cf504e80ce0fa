namespace Ledger.Certificates.Revocation;

/// <summary>Why bytes are not taken as a revocation list. The values are stable.</summary>
public enum RevocationListError
{
    /// <summary>Nothing is wrong.</summary>
    None = 0,

    /// <summary>Empty, or longer than <see cref="RevocationList.BytesMax"/>.</summary>
    Size = 1,

    /// <summary>Not exactly one DER value: indefinite or overlong lengths, nesting beyond 32, bytes after the list.</summary>
    Structure = 2,

    /// <summary>The fields are not those of a revocation list (RFC 5280 §5.1).</summary>
    Malformed = 3,

    /// <summary>The version is not 1 or 2, or version 1 has extensions.</summary>
    Version = 4,

    /// <summary>The signature algorithm inside the signed part is not the one outside.</summary>
    AlgorithmMismatch = 5,

    /// <summary>More than <see cref="RevocationList.EntriesMax"/> entries.</summary>
    TooManyEntries = 6,

    /// <summary>A delta list: it only says what changed since another (RFC 5280 §5.2.4).</summary>
    Delta = 7,

    /// <summary>An indirect list: it speaks for other authorities (RFC 5280 §5.2.5).</summary>
    Indirect = 8,

    /// <summary>A list of only some reasons: it cannot show that a certificate is good.</summary>
    PartialReasons = 9,

    /// <summary>An extension of the list or of an entry must be understood and is not, or occurs twice.</summary>
    CriticalExtension = 10,

    /// <summary>A list of attribute certificates.</summary>
    AttributeCertificates = 11,

    /// <summary>An OCSP answer (RFC 6960 §4.2): it is no list, and speaks for one instant only.</summary>
    OcspAnswer = 12,
}
