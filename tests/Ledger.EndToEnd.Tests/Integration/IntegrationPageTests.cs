using System.Text.RegularExpressions;

namespace Ledger.EndToEnd.Tests.Integration;

/// <summary>docs/integration: every command of each page is run as it stands, in an empty folder, against four real validators.</summary>
[Collection(PageCollection.Name)]
public sealed partial class IntegrationPageTests(IntegrationConsortium consortium)
{
    [Theory]
    [InlineData("csharp.md", "subject.registered", "had done it")]
    [InlineData("python.md", "subject.registered", "done before, by transaction")]
    [InlineData("typescript.md", "subject.registered", "done before, by transaction")]
    public async Task A_page_leads_from_an_empty_folder_to_a_transaction_that_is_not_done_twice(string page, string first, string again)
    {
        using var folder = new TemporaryFolder();
        var commands = PageRunner.BlocksOf(Repository.PathOf($"docs/integration/{page}"));
        Assert.True(commands.Count >= 3, $"{page} has {commands.Count} blocks of commands.");
        var output = await PageRunner.RunAsync(commands, folder.Path, VariablesIn(folder.Path));
        Assert.Contains(first, output, StringComparison.Ordinal);
        Assert.Contains(again, output, StringComparison.Ordinal);
        Assert.Equal(2, SubjectLine().Count(output));
    }

    [Fact]
    public async Task A_web_application_has_its_user_log_in_by_phone()
    {
        using var folder = new TemporaryFolder();
        using var programs = new TemporaryFolder();
        var commands = PageRunner.BlocksOf(Repository.PathOf("docs/integration/oidc.md"));
        Assert.Equal(3, commands.Count);
        var variables = VariablesIn(folder.Path);
        ((string[])["http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"]).ToList().ForEach(name => variables[name] = string.Empty);
        var output = await PageRunner.RunAsync([ProgramsIn(programs.Path), .. commands], folder.Path, variables);
        Assert.Contains("\"acr\":\"urn:ledger:acr:phone-certificate\"", output, StringComparison.Ordinal);
        Assert.Contains("\"powers\":[\"sign\",\"seal\",\"pay\"]", output, StringComparison.Ordinal);
    }

    // What serves in the background is ended by its id, so `ledger` is a program here and no function of the shell.
    private static string ProgramsIn(string folder) =>
        $"""
        printf '#!/bin/sh\nexec dotnet {RolePage.Program} "$@"\n' > '{folder}/ledger'
        chmod +x '{folder}/ledger'
        PATH='{folder}':$PATH

        """;

    private Dictionary<string, string> VariablesIn(string folder) => new(StringComparer.Ordinal)
    {
        ["LEDGER"] = Repository.Root,
        ["NODE"] = consortium.Node,
        ["MEMBERS"] = consortium.Members,
        ["GENESIS"] = consortium.Genesis,
        ["PYTHONDONTWRITEBYTECODE"] = "1",

        // Ledger's packages go to a cache that ends with the folder; all others lie in the machine's.
        ["NUGET_PACKAGES"] = Path.Combine(folder, "cache"),
        ["RestoreFallbackFolders"] = MachinePackages,

        // Servers of the build that outlive it would hold this process's pipes open.
        ["MSBUILDDISABLENODEREUSE"] = "1",
        ["UseSharedCompilation"] = "false",
    };

    private static string MachinePackages => Environment.GetEnvironmentVariable("NUGET_PACKAGES")
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    [GeneratedRegex("^subject.*: 珠海", RegexOptions.Multiline)]
    private static partial Regex SubjectLine();
}
