namespace Ledger.Certificates.Paths;

/// <summary>What a certificate is worth at a time, for a use. The values are stable.</summary>
public enum PathVerdict
{
    /// <summary>A path to an anchor keeps every rule.</summary>
    Valid = 0,

    /// <summary>A path breaks a rule that no other verdict names.</summary>
    Invalid = 1,

    /// <summary>No anchor is reached: an issuer is missing, or not trusted.</summary>
    UnknownIssuer = 2,

    /// <summary>A certificate of the path has ended.</summary>
    Expired = 3,

    /// <summary>A certificate of the path has not begun.</summary>
    NotYetValid = 4,

    /// <summary>A certificate of the path was revoked by then.</summary>
    Revoked = 5,

    /// <summary>Revocation must be known and is not, or not freshly enough.</summary>
    StaleRevocation = 6,

    /// <summary>The bytes are no certificate that is taken.</summary>
    Malformed = 7,

    /// <summary>A key or hash is below the floor of that time.</summary>
    AlgorithmTooWeak = 8,

    /// <summary>A key or signature is of an algorithm that is not taken at all.</summary>
    UnsupportedAlgorithm = 9,

    /// <summary>The certificate is good, but not for this use.</summary>
    WrongUsage = 10,
}
