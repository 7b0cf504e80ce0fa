using System.Diagnostics;

namespace Ledger.Web.Tests;

/// <summary>The pages as <c>./run</c> builds them, and the programs of npm that test them.</summary>
internal static class WebPages
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);
    private static readonly Lazy<Task<string>> Built = new(BuildAsync);

    /// <summary>The folder that a node serves; built where something of it changed.</summary>
    internal static Task<string> FolderAsync() => Built.Value;

    /// <summary>The exit code and everything that a program wrote, run in a folder of the repository.</summary>
    internal static async Task<(int ExitCode, string Output)> RunAsync(
        string folder, IReadOnlyDictionary<string, string> environment, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Path.Combine(Repository.Root, folder),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["NO_COLOR"] = "1";
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        using var limit = new CancellationTokenSource(Limit);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }

        return (process.ExitCode, $"{await output}\n{await errors}");
    }

    private static async Task<string> BuildAsync()
    {
        var (exitCode, output) = await RunAsync(".", new Dictionary<string, string>(), "bash", "build/pages");
        Assert.True(exitCode == 0, output);
        return Path.Combine(Repository.Root, "web", "console", "dist");
    }
}
