namespace Ledger.EndToEnd.Tests.Integration;

/// <summary>docs/roles: what each person does, command by command, as processes of their own against four real validators.</summary>
[Collection(PageCollection.Name)]
public sealed class RolePageTests(IntegrationConsortium consortium)
{
    [Theory]
    [InlineData("bidder", 9, "Encryption", "Revoked")]
    [InlineData("clerk", 7, "Nothing was sent.", "Postponement", "Revoked")]
    [InlineData("guarantor", 8, "The premium is 0", "Issued sealed", "0 entries are held up")]
    [InlineData("administrator", 6, "Missing", "recognised")]
    public async Task Every_command_of_a_page_works_as_it_stands(string page, int blocks, params string[] said)
    {
        using var folder = new TemporaryFolder();
        var commands = PageRunner.BlocksOf(Repository.PathOf($"docs/roles/{page}.md"));
        Assert.Equal(blocks, commands.Count);
        Assert.Equal(commands, PageRunner.BlocksOf(Repository.PathOf($"docs/roles/{page}.zh-CN.md")));
        var output = await PageRunner.RunAsync([Wrapper, .. commands], folder.Path, Variables);
        Assert.All(said, words => Assert.Contains(words, output, StringComparison.Ordinal));
    }

    // The wrapper at the root builds what is old; a test runs what stands there.
    private static string Wrapper =>
        $$"""
        ledger() {
          case $1 in
            demo) program='{{ProgramIn("seeds/Ledger.Rehearsal")}}/ledger-rehearsal.dll' ;;
            *) program='{{ProgramIn("client-sdk/Ledger.Cli")}}/ledger.dll' ;;
          esac
          dotnet "$program" "$@"
        }

        """;

    private static string ProgramIn(string project) =>
        Path.Combine(Repository.PathOf(project), "bin", new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name, "net10.0");

    private Dictionary<string, string> Variables => new(StringComparer.Ordinal)
    {
        ["LEDGER_GENESIS"] = consortium.Genesis,
        ["LEDGER_NODE"] = $"http://{consortium.Node}",
        ["LEDGER_MAX_HEAD_AGE"] = "off",
        ["MEMBERS"] = consortium.Members,
    };
}
