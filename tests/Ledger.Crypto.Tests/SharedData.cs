namespace Ledger.Crypto.Tests;

/// <summary>The real certificates and published vectors beside the repository, where that folder is there.</summary>
internal static class SharedData
{
    /// <summary>Null where the folder is absent.</summary>
    internal static string? Root { get; } = Find();

    internal static string PathOf(string relative) =>
        Path.Combine(Root ?? throw new InvalidOperationException("shared/data is absent; mark the test [SharedDataFact]."), relative);

    private static string? Find()
    {
        var data = Path.GetDirectoryName(Repository.Root) is { } parent ? Path.Combine(parent, "shared", "data") : null;
        return Directory.Exists(data) ? data : null;
    }
}
