using System.Diagnostics;
using Ledger.Rehearsal;
using Ledger.Seeds;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Cli.Tests;

/// <summary>The first walk: every line that <c>ledger demo</c> prints is run as it stands, against four real validators.</summary>
public sealed class DemoTests : IAsyncLifetime
{
    private const int OpeningInSeconds = 3_600;
    private readonly string _folder = Directory.CreateTempSubdirectory("ledger-demo").FullName;
    private ConsortiumRehearsal _consortium = null!;

    public async Task InitializeAsync() => _consortium = await ConsortiumRehearsal.StartAsync(
        new RehearsalOptions { DataDirectory = Path.Combine(_folder, "data"), Record = null },
        NullLoggerFactory.Instance,
        CancellationToken.None);

    public async Task DisposeAsync()
    {
        await _consortium.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Every_printed_command_works_as_it_is_printed()
    {
        var demo = Path.Combine(_folder, "demo");
        var (code, printed, error) = await RunAsync("demo", "--out", demo, "--opening-in", $"{OpeningInSeconds}");
        Assert.True(code == ExitCode.Done, error);
        var commands = printed.Split('\n').Where(line => line.StartsWith("    ", StringComparison.Ordinal)).Select(line => line.Trim())
            .ToList();
        Assert.True(commands.Count > 20, printed);

        // No machine is too slow for the walk: the clock moves to the opening once everything before it is done.
        var opening = commands.FindIndex(command => command.StartsWith("until ", StringComparison.Ordinal));
        await ShellAsync(commands[..opening]);
        _consortium.AdvanceTo(ConsortiumSeed.Start.AddSeconds(2 * OpeningInSeconds).ToUnixTimeMilliseconds());
        var output = await ShellAsync([commands[0], .. commands[opening..]]);
        Assert.Contains("1 of 3 bonds comply", output, StringComparison.Ordinal);
        Assert.Contains("guarantee.pdf", output, StringComparison.Ordinal);
        Assert.Contains("✓ issuer-signature", output, StringComparison.Ordinal);

        Assert.Equal(ExitCode.Usage, (await RunAsync("demo", "--out", demo)).Code); // a walk has a folder of its own
    }

    private async Task<string> ShellAsync(IEnumerable<string> commands)
    {
        var script = Path.Combine(_folder, "walk.sh");
        await File.WriteAllLinesAsync(script, ["set -ev", .. commands]);
        using var shell = Process.Start(
            new ProcessStartInfo("sh", [script]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = shell.StandardError.ReadToEndAsync();
        var output = await shell.StandardOutput.ReadToEndAsync();
        await shell.WaitForExitAsync();
        Assert.True(shell.ExitCode == 0, $"{output}\n{await errors}");
        return output;
    }

    // As it is built, with what it needs and without what the tests need.
    private static string Client()
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        return Path.Combine(Repository.Root, "client-sdk", "Ledger.Cli", "bin", configuration, "net10.0", "ledger.dll");
    }

    private async Task<(int Code, string Out, string Error)> RunAsync(params string[] line)
    {
        await using var output = new StringWriter();
        await using var error = new StringWriter();
        var variables = new Dictionary<string, string>
        {
            ["LEDGER_GENESIS"] = _consortium.GenesisPath,
            ["LEDGER_NODE"] = _consortium.Nodes[0].Grpc.ToString(),
            ["LEDGER_CLIENT"] = Client(),
        };
        var context = new CliContext { Out = output, Error = error, Variable = variables.GetValueOrDefault };
        var code = await new RehearsalCommandLine().RunAsync(line, context, CancellationToken.None);
        return (code, output.ToString(), error.ToString());
    }
}
