namespace Ledger.Web.Tests;

/// <summary>The pages as <c>./run</c> builds them, and the programs of npm that test them.</summary>
internal static class WebPages
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);
    private static readonly Lazy<Task<string>> Built = new(BuildAsync);

    /// <summary>The folder that a node serves; built where something of it changed.</summary>
    internal static Task<string> FolderAsync() => Built.Value;

    /// <summary>Runs a program in a folder of the repository; it must end well.</summary>
    internal static async Task<string> RunAsync(
        string folder, IReadOnlyDictionary<string, string> environment, string program, params string[] arguments)
    {
        var run = await ProgramRun.InAsync(
            Repository.PathOf(folder), program, arguments, new Dictionary<string, string>(environment) { ["NO_COLOR"] = "1" }, Limit);
        Assert.True(run.Succeeded, run.Said);
        return run.Said;
    }

    private static async Task<string> BuildAsync()
    {
        await RunAsync(".", new Dictionary<string, string>(), "bash", "build/pages");
        return Repository.PathOf("web/console/dist");
    }
}
