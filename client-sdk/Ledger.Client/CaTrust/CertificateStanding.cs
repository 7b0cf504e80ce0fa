namespace Ledger.Client.CaTrust;

/// <summary>Whether a registered certificate counts at a time, and if not, why.</summary>
public enum CertificateStanding
{
    /// <summary>It counts.</summary>
    Good = 0,

    /// <summary>Its validity begins later.</summary>
    NotYetValid = 1,

    /// <summary>Its validity is over.</summary>
    Expired = 2,

    /// <summary>A successor took its place, and the overlap of the two is over.</summary>
    Replaced = 3,

    /// <summary>It is revoked, for good.</summary>
    Revoked = 4,
}
