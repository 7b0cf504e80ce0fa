using Ledger.Certificates.Names;

namespace Ledger.Certificates.Extensions;

/// <summary>Where an authority publishes its revocation lists (RFC 5280 §4.2.1.13).</summary>
/// <param name="Names">Full names: HTTP or LDAP addresses, or directory names.</param>
/// <param name="NamesAnotherIssuer">Whether another authority signs the list (an indirect list).</param>
public sealed record DistributionPoint(IReadOnlyList<GeneralName> Names, bool NamesAnotherIssuer);
