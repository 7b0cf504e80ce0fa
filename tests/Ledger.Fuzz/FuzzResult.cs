namespace Ledger.Fuzz;

/// <summary>What came of fuzzing one target.</summary>
/// <param name="Target">Its name.</param>
/// <param name="Cases">How many inputs it took.</param>
/// <param name="Outcomes">How often each outcome came.</param>
/// <param name="Failure">The first defect, with the input in hexadecimal; null where there was none.</param>
public sealed record FuzzResult(string Target, int Cases, IReadOnlyDictionary<string, int> Outcomes, string? Failure);
