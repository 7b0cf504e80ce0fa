using Ledger.Certificates;
using Ledger.Cms;

namespace Ledger.Seals;

/// <summary>What seals are verified against. What is left out does not apply, and the report says so.</summary>
public sealed record SealVerificationOptions
{
    /// <summary>The anchors of seal makers; never the bidders' anchors.</summary>
    public ICertificateTrust? MakerTrust { get; init; }

    /// <summary>The anchors of signers.</summary>
    public ICertificateTrust? SignerTrust { get; init; }

    /// <summary>The anchors of time-stamping authorities.</summary>
    public ICertificateTrust? TimeStampTrust { get; init; }

    /// <summary>Departures of the seal maker's products.</summary>
    public CmsProfile MakerProfile { get; init; } = CmsProfile.Strict;

    /// <summary>Departures of the signer's CA.</summary>
    public CmsProfile SignerProfile { get; init; } = CmsProfile.Strict;

    /// <summary>Whether a signature without a time stamp fails.</summary>
    public bool RequireTimeStamp { get; init; }

    /// <summary>The unified social credit code of the party that acted; null where there is none to compare with.</summary>
    public string? ActingParty { get; init; }

    /// <summary>The unified social credit code in a certificate, by its CA's profile; null where it has none.</summary>
    public Func<Certificate, string?> IdentityOf { get; init; } = certificate => certificate.OrganizationCode;

    /// <summary>
    /// Whether the seal of this number was revoked at that time (milliseconds since 1970-01-01 UTC); null where there is no list.
    /// </summary>
    public Func<string, long, bool>? IsSealRevoked { get; init; }
}
