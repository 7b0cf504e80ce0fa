using System.Diagnostics;
using System.Text.Json;

namespace Ledger.Interop.Tests.Foreign;

/// <summary>Runs a client script once and gives what it said of each case.</summary>
internal sealed class ForeignClient
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    private readonly Lazy<Task<Run>> _run;

    public ForeignClient(Func<Task<Run>> run) => _run = new Lazy<Task<Run>>(run);

    /// <summary>The folder of this test project, found from where the tests run.</summary>
    public static string ProjectFolder { get; } = Repository.PathOf("tests/Ledger.Interop.Tests");

    /// <summary>Fails with the script's own words unless the case was run and passed.</summary>
    public async Task AssertPassed(string name)
    {
        var run = await _run.Value;
        Assert.True(run.Cases.TryGetValue(name, out var detail), $"The client did not get to case '{name}':\n{run.Output}");
        Assert.True(detail.Length == 0, detail);
    }

    /// <summary>Fetches grpc-js where it is not there yet; what went wrong, null where nothing did.</summary>
    public static async Task<Run?> InstallAsync()
    {
        if (Directory.Exists(Path.Combine(ProjectFolder, "node", "node_modules")))
        {
            return null;
        }

        var install = await RunAsync("node", "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");
        return install.Succeeded ? null : install;
    }

    public static async Task<Run> RunAsync(string folder, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Path.Combine(ProjectFolder, folder),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["PYTHONDONTWRITEBYTECODE"] = "1";
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
        }

        var lines = await output;
        var said = $"{program} {string.Join(' ', arguments)}\n{lines}\n{await errors}";
        return new Run(process.HasExited && process.ExitCode == 0, Parse(lines), said);
    }

    private static Dictionary<string, string> Parse(string lines)
    {
        var cases = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in lines.Split('\n').Where(static line => line.StartsWith('{')))
        {
            using var json = JsonDocument.Parse(line);
            var ok = json.RootElement.GetProperty("ok").GetBoolean();
            var detail = json.RootElement.GetProperty("detail").GetString()!;
            cases[json.RootElement.GetProperty("case").GetString()!] = ok ? "" : "failed: " + detail;
        }

        return cases;
    }

    /// <param name="Succeeded">Whether the script ended by itself with 0.</param>
    /// <param name="Cases">What is wrong with each case, empty where nothing is.</param>
    /// <param name="Output">Everything that the script wrote.</param>
    internal sealed record Run(bool Succeeded, IReadOnlyDictionary<string, string> Cases, string Output);
}
