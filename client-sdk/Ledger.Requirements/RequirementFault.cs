namespace Ledger.Requirements;

/// <summary>One thing that is wrong with a requirement's file.</summary>
/// <param name="Place">The field, <c>items[0].level_code</c>; empty for the file as a whole.</param>
/// <param name="English">What is wrong, and what there should be.</param>
/// <param name="Chinese">The same in Chinese.</param>
public sealed record RequirementFault(string Place, string English, string Chinese);
