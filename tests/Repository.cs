namespace Ledger.Tests;

/// <summary>The working tree, without what the build makes. Every test project has this source (Directory.Build.props).</summary>
internal static class Repository
{
    private static readonly string[] Made = ["bin", "obj", "node_modules", ".git"];

    internal static string Root { get; } = Find();

    /// <summary>A path of the working tree.</summary>
    /// <param name="relative">From the root, with <c>/</c> between the names.</param>
    internal static string PathOf(string relative) => Path.Combine(Root, relative);

    internal static IEnumerable<string> Files(string pattern) => Walk(Root, pattern);

    private static IEnumerable<string> Walk(string folder, string pattern) => Directory.EnumerateFiles(folder, pattern)
        .Concat(
            Directory.EnumerateDirectories(folder).Where(inner => !Made.Contains(Path.GetFileName(inner)))
                .SelectMany(inner => Walk(inner, pattern)));

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Ledger.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("No folder above the tests has a Ledger.sln.");
        }

        return folder.FullName;
    }
}
