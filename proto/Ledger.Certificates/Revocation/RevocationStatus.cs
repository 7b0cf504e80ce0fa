using System.Globalization;

namespace Ledger.Certificates.Revocation;

/// <summary>The answer of an <see cref="IRevocationSource"/>.</summary>
/// <param name="State">What is known.</param>
/// <param name="RevokedAtMs">Since when it is revoked, in milliseconds since 1970-01-01 UTC.</param>
/// <param name="Reason">Why it is revoked.</param>
/// <param name="Detail">More for people; for <see cref="RevocationState.Unusable"/> the stable code of what is wrong.</param>
public sealed record RevocationStatus(
    RevocationState State, long? RevokedAtMs = null, RevocationReason? Reason = null, string? Detail = null)
{
    /// <summary>A list that was given, cannot be used, and may speak of the certificate; null where there is none.</summary>
    public string? Untaken { get; init; }

    /// <summary>Nothing covers the certificate.</summary>
    public static RevocationStatus Unknown { get; } = new(RevocationState.Unknown);

    /// <summary>Not revoked.</summary>
    public static RevocationStatus Good { get; } = new(RevocationState.Good);

    /// <summary>For people.</summary>
    public override string ToString() => RevokedAtMs is { } since
        ? string.Create(
            CultureInfo.InvariantCulture,
            $"since {DateTimeOffset.FromUnixTimeMilliseconds(since):yyyy-MM-ddTHH:mm:ssZ}, {Reason ?? RevocationReason.Unspecified}")
        : Detail ?? State.ToString();
}

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
