namespace Ledger.EndToEnd.Tests.Integration;

/// <summary>A page of docs/roles, run by the programs as this build left them.</summary>
internal static class RolePage
{
    /// <summary>The command line, as this build left it.</summary>
    internal static string Program => HostedCommands.ProgramIn("client-sdk/Ledger.Cli", "ledger.dll");

    /// <summary>The rehearsal's program.</summary>
    internal static string Rehearsal => HostedCommands.ProgramIn("seeds/Ledger.Rehearsal", "ledger-rehearsal.dll");

    /// <summary>Runs a page, whose commands are the same in both languages; each must end well.</summary>
    /// <param name="consortium">Against which.</param>
    /// <param name="page">Its name, without language and ending.</param>
    /// <param name="blocks">How many blocks of commands it has, so that none is lost in silence.</param>
    /// <param name="said">What the commands must have said.</param>
    /// <param name="asProcesses">Whether each command is a process of its own, as people start them.</param>
    internal static async Task RunAsync(
        IntegrationConsortium consortium, string page, int blocks, string[] said, bool asProcesses = false)
    {
        using var folder = new TemporaryFolder();
        var commands = PageRunner.BlocksOf(Repository.PathOf($"docs/roles/{page}.md"));
        Assert.Equal(blocks, commands.Count);
        Assert.Equal(commands, PageRunner.BlocksOf(Repository.PathOf($"docs/roles/{page}.zh-CN.md")));
        using var hosted = asProcesses ? null : new HostedCommands();
        var output = await PageRunner.RunAsync([hosted?.ShellFunction ?? Wrapper, .. commands], folder.Path, VariablesOf(consortium));
        Assert.All(said, words => Assert.Contains(words, output, StringComparison.Ordinal));
    }

    // The wrapper at the root builds what is old; a test runs what stands there.
    private static string Wrapper =>
        $$"""
        ledger() {
          case $1 in
            demo) program='{{Rehearsal}}' ;;
            *) program='{{Program}}' ;;
          esac
          dotnet "$program" "$@"
        }

        """;

    private static Dictionary<string, string> VariablesOf(IntegrationConsortium consortium) => new(StringComparer.Ordinal)
    {
        ["LEDGER_GENESIS"] = consortium.Genesis,
        ["LEDGER_NODE"] = $"http://{consortium.Node}",
        ["LEDGER_MAX_HEAD_AGE"] = "off",
        ["MEMBERS"] = consortium.Members,
    };
}
