using System.Diagnostics;

namespace Ledger.Tests;

/// <summary>A program of somebody else's that was run to its end. Every test project has this source (Directory.Build.props).</summary>
/// <param name="ExitCode">How it ended; not 0 where it was ended for taking too long.</param>
/// <param name="Output">What it wrote.</param>
/// <param name="Errors">What it complained of.</param>
internal sealed record ProgramRun(int ExitCode, string Output, string Errors)
{
    private static readonly TimeSpan LimitUnlessSaid = TimeSpan.FromMinutes(3);

    /// <summary>Whether it ended by itself with 0.</summary>
    internal bool Succeeded => ExitCode == 0;

    /// <summary>Everything that it said, for who looks why it failed.</summary>
    internal string Said => $"{Output}\n{Errors}";

    /// <summary>Runs a program in a folder, and ends it with all that it started where it takes longer than the limit.</summary>
    internal static async Task<ProgramRun> InAsync(
        string folder, string program, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string>? environment = null,
        TimeSpan? limit = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        using var patience = new CancellationTokenSource(limit ?? LimitUnlessSaid);
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }

        return new ProgramRun(process.ExitCode, await output, await errors);
    }

    /// <summary>Fetches the packages that a folder's lock names, where they are not there yet; null where nothing went wrong.</summary>
    internal static async Task<ProgramRun?> InstallAsync(string folder)
    {
        if (Directory.Exists(Path.Combine(folder, "node_modules")))
        {
            return null;
        }

        var install = await InAsync(folder, "npm", ["ci", "--ignore-scripts", "--prefer-offline", "--no-audit", "--no-fund"]);
        return install.Succeeded ? null : install;
    }

    /// <summary>What a script of a folder with packages wrote; it must end well.</summary>
    internal static async Task<string> OfNodeAsync(string folder, params string[] arguments)
    {
        var failed = await InstallAsync(folder);
        Assert.True(failed is null, failed?.Said);
        var run = await InAsync(folder, "node", arguments);
        Assert.True(run.Succeeded, run.Said);
        return run.Output;
    }
}
