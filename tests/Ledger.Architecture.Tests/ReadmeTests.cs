namespace Ledger.Architecture.Tests;

/// <summary>Each project says in a page of its own what it is for; those of the tests in one.</summary>
public sealed class ReadmeTests
{
    private const int LinesMax = 60; // a screen

    private static IEnumerable<string> Projects(bool ofTests) => Repository.Files("*.csproj")
        .Where(path => Relative(path).StartsWith("tests/", StringComparison.Ordinal) == ofTests);

    [Fact]
    public void Every_project_has_a_readme_of_at_most_a_screen()
    {
        var pages = Projects(ofTests: false).Where(path => !Relative(path).Contains("/samples/", StringComparison.Ordinal))
            .Select(path => Path.Combine(Path.GetDirectoryName(path)!, "README.md")).ToList();
        Assert.True(pages.Count > 20);
        Assert.Empty(pages.Where(page => !File.Exists(page)).Select(Relative));
        Assert.Empty(pages.Where(page => File.ReadAllLines(page).Length > LinesMax).Select(Relative));
    }

    [Fact]
    public void Every_test_project_has_its_row()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "tests", "README.md"));
        var names = Projects(ofTests: true).Select(path => Path.GetFileNameWithoutExtension(path)!).ToList();
        Assert.True(names.Count > 20);
        Assert.All(names, name => Assert.Matches($@"\| .*\b{name.Replace(".", @"\.", StringComparison.Ordinal)}(,| \|)", page));
    }

    private static string Relative(string path) => Path.GetRelativePath(Repository.Root, path).Replace('\\', '/');
}
