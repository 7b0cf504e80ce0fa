using System.Diagnostics;
using Ledger.Protocol;
using Ledger.Rehearsal;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Cli.Tests;

/// <summary>The first walk: every line that <c>ledger demo</c> prints is run as it stands, against four real validators.</summary>
public sealed class DemoTests : IAsyncLifetime
{
    private const int OpeningInSeconds = 3_600;
    private readonly string _folder = Directory.CreateTempSubdirectory("ledger-demo").FullName;
    private readonly CancellationTokenSource _ended = new();
    private ConsortiumRehearsal _consortium = null!;
    private Task _clock = null!;
    private TimeSpan _patience = TimeSpan.FromSeconds(50);

    public async Task InitializeAsync()
    {
        _consortium = await ConsortiumRehearsal.StartAsync(
            new RehearsalOptions { DataDirectory = Path.Combine(_folder, "data"), Record = null },
            NullLoggerFactory.Instance,
            CancellationToken.None);
        _clock = _consortium.AnswerClockRequestsAsync(_ended.Token);
    }

    public async Task DisposeAsync()
    {
        await _ended.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _clock);
        _ended.Dispose();
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
        var (looked, wouldPass, _) = await RunAsync("demo", "clock", "+2h", "--dry-run");
        Assert.Equal(ExitCode.Done, looked);
        Assert.Contains("sections whose opening time comes: 1", wouldPass, StringComparison.Ordinal);
        Assert.Contains("certificates that end: 0", wouldPass, StringComparison.Ordinal);
        Assert.Contains("Nothing was moved.", wouldPass, StringComparison.Ordinal);
        var (moved, _, why) = await RunAsync("demo", "clock", "+2h", "--yes");
        Assert.True(moved == ExitCode.Done, why);
        var output = await ShellAsync([commands[0], .. commands[opening..]]);
        Assert.Contains("1 of 3 bonds comply", output, StringComparison.Ordinal);
        Assert.Contains("guarantee.pdf", output, StringComparison.Ordinal);
        Assert.Contains("产权转让演示招标人", output, StringComparison.Ordinal); // a tenderer is a market subject and no member
        Assert.Contains(RehearsalNotice.English, output, StringComparison.Ordinal); // whoever verifies it is told
        Assert.Contains("✓ issuer-signature", output, StringComparison.Ordinal);

        Assert.Equal(ExitCode.Usage, (await RunAsync("demo", "--out", demo)).Code); // a walk has a folder of its own
    }

    [Fact]
    public async Task A_clock_goes_forward_only_and_only_in_a_rehearsal_that_runs()
    {
        foreach (var step in (string[])["20d", "-1d", "+", "+0d", "+1y", "+99999d", "+1h1d"])
        {
            var (code, _, error) = await RunAsync("demo", "clock", step, "--yes");
            Assert.Equal(ExitCode.Usage, code);
            Assert.DoesNotContain("Exception", error, StringComparison.Ordinal);
        }

        // A genesis that declares no rehearsal: its chain is asked nothing.
        var other = Path.Combine(_folder, "other.json");
        var text = await File.ReadAllTextAsync(_consortium.GenesisPath);
        await File.WriteAllTextAsync(other, text.Replace("\"rehearsal\": true", "\"rehearsal\": false", StringComparison.Ordinal));
        var (refused, _, why) = await RunAsync("demo", "clock", "+1d", "--yes", "--genesis", other);
        Assert.Equal(ExitCode.Usage, refused);
        Assert.Contains("does not declare it a rehearsal", why, StringComparison.Ordinal);

        // A copy of the genesis beside which nothing runs: the request does not stay for whoever starts there later.
        var copy = Directory.CreateDirectory(Path.Combine(_folder, "copy")).FullName;
        File.Copy(_consortium.GenesisPath, Path.Combine(copy, "genesis.json"));
        _patience = TimeSpan.FromSeconds(2);
        var (nobody, _, said) = await RunAsync("demo", "clock", "+1d", "--yes", "--genesis", Path.Combine(copy, "genesis.json"));
        Assert.Equal(ExitCode.Usage, nobody);
        Assert.Contains("No rehearsal that stays up answers", said, StringComparison.Ordinal);
        Assert.Single(Directory.EnumerateFileSystemEntries(copy));
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
        var context = new CliContext
        {
            Out = output,
            Error = error,
            Variable = variables.GetValueOrDefault,
            Patience = _patience,
        };
        var code = await ReusedTrees.RunAsync<RehearsalCommandLine>(line, context, CancellationToken.None);
        return (code, output.ToString(), error.ToString());
    }
}
