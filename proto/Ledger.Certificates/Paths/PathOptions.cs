using Ledger.Certificates.Extensions;
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

/// <summary>How much work one validation may be.</summary>
/// <param name="CertificatesMax">Longest path, end entity and anchor included.</param>
/// <param name="CandidatesMax">How many issuers of one name are tried.</param>
/// <param name="SignatureChecksMax">How many signatures are checked in search of paths.</param>
public sealed record PathLimits(int CertificatesMax = 12, int CandidatesMax = 16, int SignatureChecksMax = 64);

/// <summary>The inputs of path validation about policies (RFC 5280 §6.1.1 (c), (e), (f), (g)).</summary>
public sealed record PathPolicyOptions
{
    /// <summary>The policies of which one must be valid; <see cref="StandardExtensions.AnyPolicy"/> alone for any.</summary>
    public IReadOnlyList<string> InitialPolicies { get; init; } = [StandardExtensions.AnyPolicy];

    /// <summary>Whether policies must not be mapped.</summary>
    public bool InhibitMapping { get; init; }

    /// <summary>Whether the path must be valid for a policy.</summary>
    public bool RequireExplicit { get; init; }

    /// <summary>Whether anyPolicy does not count.</summary>
    public bool InhibitAny { get; init; }
}
