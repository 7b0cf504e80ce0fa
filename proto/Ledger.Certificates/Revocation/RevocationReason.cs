namespace Ledger.Certificates.Revocation;

/// <summary>Why a certificate was revoked (RFC 5280 §5.3.1); the values are the standard's.</summary>
public enum RevocationReason
{
    /// <summary>Not said.</summary>
    Unspecified = 0,

    /// <summary>The private key is known to others.</summary>
    KeyCompromise = 1,

    /// <summary>The authority's private key is known to others.</summary>
    CaCompromise = 2,

    /// <summary>The subject's name or affiliation changed.</summary>
    AffiliationChanged = 3,

    /// <summary>Another certificate took its place.</summary>
    Superseded = 4,

    /// <summary>It is no longer needed.</summary>
    CessationOfOperation = 5,

    /// <summary>Suspended for now.</summary>
    CertificateHold = 6,

    /// <summary>No longer suspended; only in delta lists.</summary>
    RemoveFromCrl = 8,

    /// <summary>The right to it was withdrawn.</summary>
    PrivilegeWithdrawn = 9,

    /// <summary>The private key of an attribute authority is known to others.</summary>
    AaCompromise = 10,
}
