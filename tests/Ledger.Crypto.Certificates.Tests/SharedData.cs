namespace Ledger.Crypto.Certificates.Tests;

/// <summary>The real certificates and published vectors beside the repository, where that folder is there.</summary>
internal static class SharedData
{
    /// <summary>Null where the folder is absent.</summary>
    internal static string? Root { get; } = Find();

    internal static string PathOf(string relative) =>
        Path.Combine(Root ?? throw new InvalidOperationException("shared/data is absent; mark the test [SharedDataFact]."), relative);

    private static string? Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Ledger.sln")))
        {
            folder = folder.Parent;
        }

        var data = folder?.Parent is { } parent ? Path.Combine(parent.FullName, "shared", "data") : null;
        return Directory.Exists(data) ? data : null;
    }
}
