namespace Ledger.Crypto.Keys;

/// <summary>Why a public key is refused. The values are stable.</summary>
public enum PublicKeyError
{
    /// <summary>The algorithm is none of <see cref="SignatureAlgorithm"/>, or its object identifier none of those taken.</summary>
    Algorithm = 1,

    /// <summary>
    /// The bytes are not the encoding that the algorithm demands (<c>04‖x‖y</c>, or strict DER for RSA and SubjectPublicKeyInfo).
    /// </summary>
    Encoding = 2,

    /// <summary>The point is not on the algorithm's curve, or a coordinate is not below the field's prime.</summary>
    NotOnCurve = 3,

    /// <summary>The curve is not given by one of the names taken: SM2, P-256, P-384. Explicit parameters are never taken.</summary>
    Curve = 4,

    /// <summary>The RSA modulus is even, or not of 2048 to 8192 bits.</summary>
    RsaModulusSize = 5,

    /// <summary>The RSA exponent is even, below 3, or longer than 64 bits.</summary>
    RsaExponent = 6,
}
