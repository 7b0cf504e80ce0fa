namespace Ledger.Execution;

/// <summary>Where a replay came to something else than the chain says.</summary>
/// <param name="Height">The block.</param>
/// <param name="What">The field, or the proof that does not hold.</param>
/// <param name="Expected">What the chain says.</param>
/// <param name="Computed">What came out of executing it again.</param>
public sealed record ReplayDifference(ulong Height, string What, string Expected, string Computed);
