using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Ledger.EndToEnd.Tests.Integration;

/// <summary>docs/integration: every command of each page is run as it stands, in an empty folder, against four real validators.</summary>
public sealed partial class IntegrationPageTests(IntegrationConsortium consortium) : IClassFixture<IntegrationConsortium>
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    [Theory]
    [InlineData("csharp.md", "subject.registered", "had done it")]
    [InlineData("python.md", "subject.registered", "done before, by transaction")]
    [InlineData("typescript.md", "subject.registered", "done before, by transaction")]
    public async Task A_page_leads_from_an_empty_folder_to_a_transaction_that_is_not_done_twice(string page, string first, string again)
    {
        using var folder = new TemporaryFolder();
        var text = await File.ReadAllTextAsync(Repository.PathOf($"docs/integration/{page}"));
        var commands = Blocks().Matches(text).Select(block => block.Groups[1].Value).ToList();
        Assert.True(commands.Count >= 3, $"{page} has {commands.Count} blocks of commands.");
        var output = await RunAsync(folder.Path, string.Concat(commands));
        Assert.Contains(first, output, StringComparison.Ordinal);
        Assert.Contains(again, output, StringComparison.Ordinal);
        Assert.Equal(2, SubjectLine().Count(output));
    }

    private async Task<string> RunAsync(string folder, string commands)
    {
        var script = Path.Combine(folder, "page.sh");
        await File.WriteAllTextAsync(script, commands);
        var start = new ProcessStartInfo("sh", ["-eu", script])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in VariablesIn(folder))
        {
            start.Environment[name] = value;
        }

        using var shell = Process.Start(start)!;
        var errors = shell.StandardError.ReadToEndAsync();
        var output = shell.StandardOutput.ReadToEndAsync();
        using var patience = new CancellationTokenSource(Limit);
        try
        {
            await shell.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            shell.Kill(entireProcessTree: true);
        }

        var said = $"{await output}\n{await errors}";
        Assert.True(shell.HasExited && shell.ExitCode == 0, said);
        return said;
    }

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

    [GeneratedRegex("^```sh\\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Blocks();

    [GeneratedRegex("^subject.*: 珠海", RegexOptions.Multiline)]
    private static partial Regex SubjectLine();
}
