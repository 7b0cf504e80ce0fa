namespace Ledger.Protocol;

/// <summary>A refusal in one language.</summary>
/// <param name="Rule">The rule that was broken, with its source.</param>
/// <param name="Remedy">What to do next.</param>
public sealed record RefusalWords(string Rule, string Remedy);
