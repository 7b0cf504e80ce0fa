namespace Ledger.Certificates.Paths;

/// <summary>
/// An authority that is trusted by decision, not by signature: its own signature is not asked for, its validity, its key and its
/// constraints are.
/// </summary>
/// <param name="Certificate">The authority's certificate.</param>
/// <param name="ProfileName">The CA profile of what is issued below it; null to choose it by the anchor's name.</param>
public sealed record TrustAnchor(Certificate Certificate, string? ProfileName = null);
