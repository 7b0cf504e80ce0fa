using System.Text.Json;

namespace Ledger.Interop.Tests.Foreign;

/// <summary>Runs a client script once and gives what it said of each case.</summary>
internal sealed class ForeignClient
{
    private static readonly Dictionary<string, string> Environment = new() { ["PYTHONDONTWRITEBYTECODE"] = "1" };

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
        var failed = await ProgramRun.InstallAsync(Path.Combine(ProjectFolder, "node"));
        return failed is null ? null : new Run(false, Parse(failed.Output), failed.Said);
    }

    public static async Task<Run> RunAsync(string folder, string program, params string[] arguments)
    {
        var run = await ProgramRun.InAsync(Path.Combine(ProjectFolder, folder), program, arguments, Environment);
        return new Run(run.Succeeded, Parse(run.Output), $"{program} {string.Join(' ', arguments)}\n{run.Said}");
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
