namespace Ledger.Certificates.Revocation;

/// <summary>What is known of a certificate's revocation at a time. The values are stable.</summary>
public enum RevocationState
{
    /// <summary>Nothing covers the certificate.</summary>
    Unknown = 0,

    /// <summary>It was not revoked.</summary>
    Good = 1,

    /// <summary>It was revoked.</summary>
    Revoked = 2,

    /// <summary>What covers it is past its next update.</summary>
    Stale = 3,

    /// <summary>What covers it cannot be used; the detail says why.</summary>
    Unusable = 4,
}
