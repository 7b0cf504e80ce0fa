namespace Ledger.Protocol.Tests;

/// <summary>
/// What the .proto files say to the generators of other languages. Set once: a package that is renamed breaks all who built on it
/// (ADR 0025).
/// </summary>
public sealed class ProtoFileTests
{
    private static readonly string[] Options =
    [
        "option csharp_namespace = \"Ledger.Protocol.V1\";",
        "option go_package = \"ledger/v1;ledgerv1\";",
        "option java_multiple_files = true;",
        "option java_package = \"ledger.v1\";",
    ];

    public static TheoryData<string> Files => new(Paths);

    private static IEnumerable<string> Paths =>
        Directory.EnumerateFiles(Folder, "*.proto", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(Folder, path));

    private static string Folder => Path.GetFullPath(Path.Combine(SpecDocument.Path(""), "..", "..", "proto"));

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_file_is_of_the_package_and_names_it_to_each_language(string file)
    {
        var lines = File.ReadAllLines(Path.Combine(Folder, file));
        Assert.Equal(Path.Combine("ledger", "v1"), Path.GetDirectoryName(file));
        Assert.Single(lines, "package ledger.v1;"); // never google.*: a second set of Google's messages is one too many in every language
        Assert.Equal(Options, lines.Where(line => line.StartsWith("option ", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_files_are_found() => Assert.Contains(Path.Combine("ledger", "v1", "api.proto"), Paths);
}
