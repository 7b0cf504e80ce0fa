using Ledger.Protocol.Json;

namespace Ledger.Oidc.Configuration;

/// <summary>What a configuration file came to.</summary>
/// <param name="Configuration">The configuration; null where the file has a fault.</param>
/// <param name="Faults">Every fault that it has.</param>
public sealed record OidcConfigurationReading(OidcConfiguration? Configuration, IReadOnlyList<JsonFault> Faults);
