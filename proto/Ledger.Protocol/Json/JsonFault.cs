namespace Ledger.Protocol.Json;

/// <summary>One thing that is wrong with a JSON file that people write.</summary>
/// <param name="Place">The field, <c>items[0].level_code</c>; empty for the file as a whole.</param>
/// <param name="English">What is wrong, and what there should be.</param>
/// <param name="Chinese">The same in Chinese.</param>
public sealed record JsonFault(string Place, string English, string Chinese);
