using Ledger.Protocol.Json;
using Ledger.Schema.Credential;

namespace Ledger.Requirements;

/// <summary>What a file came to.</summary>
/// <param name="Requirement">The requirement; null where the file has a fault.</param>
/// <param name="Faults">Every fault that it has.</param>
public sealed record RequirementReading(Requirement? Requirement, IReadOnlyList<JsonFault> Faults);
