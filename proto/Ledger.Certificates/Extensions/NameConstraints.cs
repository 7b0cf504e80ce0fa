using Ledger.Certificates.Names;

namespace Ledger.Certificates.Extensions;

/// <summary>Within which names an authority may certify (RFC 5280 §4.2.1.10). Each name stands for the subtree below it.</summary>
/// <param name="Permitted">Where there are names of a kind, names of that kind must be within one of them.</param>
/// <param name="Excluded">No name may be within one of them.</param>
public sealed record NameConstraints(IReadOnlyList<GeneralName> Permitted, IReadOnlyList<GeneralName> Excluded);
