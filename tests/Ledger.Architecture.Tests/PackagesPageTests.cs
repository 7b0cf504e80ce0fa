using System.Xml.Linq;

namespace Ledger.Architecture.Tests;

/// <summary>docs/packages.md names what the projects name, and nothing stands in for a package.</summary>
public class PackagesPageTests
{
    private static IEnumerable<string> Projects => Repository.Files("*.csproj")
        .Append(Repository.PathOf("Directory.Build.props")).Append(Repository.PathOf("Directory.Build.targets"));

    [Fact]
    public void Every_package_of_a_project_has_a_line_and_every_line_a_project()
    {
        var named = Projects
            .SelectMany(project => XDocument.Load(project).Descendants("PackageReference"))
                .Select(reference => reference.Attribute("Include")!.Value);
        var lines = File.ReadLines(Path.Combine(Repository.Root, "docs", "packages.md"))
            .SkipWhile(line => !line.StartsWith("|---", StringComparison.Ordinal)).Skip(1)
            .TakeWhile(line => line.Length > 0).SelectMany(line => line.Split('|')[1].Split(','));
        Assert.Equal(named.Distinct().Order(StringComparer.Ordinal), lines.Select(name => name.Trim()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_version_in_the_one_file_is_used()
    {
        var used = Projects
            .SelectMany(project => XDocument.Load(project).Descendants("PackageReference"))
                .Select(reference => reference.Attribute("Include")!.Value);
        var versions = XDocument.Load(Path.Combine(Repository.Root, "Directory.Packages.props")).Descendants("PackageVersion")
            .Select(version => version.Attribute("Include")!.Value);
        Assert.Empty(versions.Except(used));
    }
}
