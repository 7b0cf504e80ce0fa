using Ledger.Certificates;

namespace Ledger.Seals;

/// <summary>Whether a certificate is trusted: path validation with one set of anchors. Safe for use by several threads.</summary>
public interface ICertificateTrust
{
    /// <summary>The answer for sealing at <paramref name="atMs"/>, in milliseconds since 1970-01-01 UTC.</summary>
    /// <param name="certificate">The certificate in question.</param>
    /// <param name="intermediates">Others that came along and may stand between it and an anchor.</param>
    /// <param name="atMs">When it was used.</param>
    TrustVerdict Check(Certificate certificate, IReadOnlyList<Certificate> intermediates, long atMs);
}

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
