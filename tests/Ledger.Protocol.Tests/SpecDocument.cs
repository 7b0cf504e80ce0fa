namespace Ledger.Protocol.Tests;

/// <summary>Reads and, on request, rewrites what tests share with docs/spec.</summary>
internal static class SpecDocument
{
    private const string VectorMark = "vector: ";

    /// <summary>Set to rewrite the generated documents instead of comparing them.</summary>
    internal static bool Update => Environment.GetEnvironmentVariable("LEDGER_UPDATE_DOCS") == "1";

    internal static string Path(string name) => Repository.PathOf($"docs/spec/{name}");

    /// <summary>Lines <c>vector: NAME = HEX</c> of the documents that have any.</summary>
    internal static Dictionary<string, string> ReadVectors() => new[] { "encodings.md", "transaction.md", "web-build.md" }
        .SelectMany(name => File.ReadLines(Path(name)))
        .Select(line => line.Trim())
        .Where(line => line.StartsWith(VectorMark, StringComparison.Ordinal))
        .Select(line => line[VectorMark.Length..].Split(" = "))
        .ToDictionary(parts => parts[0], parts => parts[1]);
}
