namespace Ledger.Certificates.Requests;

/// <summary>Why bytes are not taken as a certification request. The values are stable.</summary>
public enum CertificationRequestError
{
    /// <summary>Nothing is wrong.</summary>
    None = 0,

    /// <summary>Empty, or longer than <see cref="CertificationRequest.BytesMax"/>.</summary>
    Size = 1,

    /// <summary>Not exactly one DER value: indefinite or overlong lengths, nesting beyond 32, bytes after the request.</summary>
    Structure = 2,

    /// <summary>The fields are not those of a certification request (RFC 2986 §4).</summary>
    Malformed = 3,

    /// <summary>The public key is refused: its curve is given by explicit parameters, or it is not on its curve.</summary>
    PublicKey = 4,

    /// <summary>There are more than 16 attributes.</summary>
    Attributes = 5,
}
