namespace Ledger.Seals;

/// <summary>What a trust store says of a certificate.</summary>
public enum TrustOutcome
{
    /// <summary>Its path leads to an anchor, and nothing in it was revoked as far as was asked.</summary>
    Trusted = 1,

    /// <summary>No path leads to an anchor.</summary>
    UnknownIssuer = 2,

    /// <summary>A certificate of the path was not valid at that time.</summary>
    Expired = 3,

    /// <summary>The path leads to an anchor, but a certificate in it was revoked.</summary>
    Revoked = 4,

    /// <summary>The path leads to an anchor, but whether it was revoked cannot be said.</summary>
    RevocationUnknown = 5,

    /// <summary>The path breaks a rule.</summary>
    Invalid = 6,
}
