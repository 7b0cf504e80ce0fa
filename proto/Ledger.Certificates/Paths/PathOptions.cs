using Ledger.Certificates.Revocation;

namespace Ledger.Certificates.Paths;

/// <summary>At what time, for what use and by which rules a certificate is judged.</summary>
public sealed record PathOptions
{
    /// <summary>The time that the answer is for, in milliseconds since 1970-01-01 UTC.</summary>
    public required long AtMs { get; init; }

    /// <summary>The use; <see cref="CertificateUsage.Any"/> asks for none.</summary>
    public CertificateUsage Usage { get; init; }

    /// <summary>Which algorithms are strong enough at a time.</summary>
    public AlgorithmFloor Floor { get; init; } = AlgorithmFloor.Default;

    /// <summary>Who knows what is revoked; null to leave revocation out.</summary>
    public IRevocationSource? Revocation { get; init; }

    /// <summary>
    /// Whether a certificate of which <see cref="Revocation"/> knows nothing is refused, and one of which a list that cannot be used may
    /// speak.
    /// </summary>
    public bool RequireRevocation { get; init; }

    /// <summary>Certificate policies.</summary>
    public PathPolicyOptions Policies { get; init; } = new();

    /// <summary>The limits of the work.</summary>
    public PathLimits Limits { get; init; } = new();
}
