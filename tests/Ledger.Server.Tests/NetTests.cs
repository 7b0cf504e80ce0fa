using System.Diagnostics;
using System.Text.Json.Nodes;
using Ledger.EndToEnd.Tests.Integration;
using Ledger.Server.Configuration;
using Ledger.Server.Net;
using Ledger.Terminal;

namespace Ledger.Server.Tests;

/// <summary><c>ledger net</c>: a whole consortium of separate processes.</summary>
[Collection(nameof(NetFixture))]
public sealed class NetTests(NetFixture net)
{
    [Fact]
    public async Task Up_twice_does_no_harm_and_status_shows_everything()
    {
        await net.EnsureUpAsync();
        var before = net.ProcessesThere();
        var (code, shown, error) = await NetFixture.RunAsync("net", "up", net.Folder, "--json");
        Assert.True(code == ExitCode.Done, error);
        Assert.Equal(7, shown.Split("\"started\":false").Length - 1);
        Assert.Equal(before, net.ProcessesThere());

        await net.UntilLevelAsync();
        var status = await net.UntilWellAsync();
        Assert.Equal(4, status["nodes"]!.AsArray().Count);
        Assert.Equal(3, status["etcd"]!.AsArray().Count);
        Assert.Single(status["etcd"]!.AsArray(), etcd => etcd!["is_leader"]!.GetValue<bool>());
        Assert.All(status["nodes"]!.AsArray(), node => Assert.InRange(node!["votes"]!.AsArray().Count, 3, 4));
        Assert.All(status["etcd"]!.AsArray(), etcd => Assert.True(NumberOf(etcd!, "memory_bytes") > 1_000_000));
        Assert.Equal((4 * 3) + 3, status["certificates"]!.AsArray().Count);
        Assert.Contains(
            "一切正常", (await NetFixture.RunAsync("net", "status", net.Folder, "--lang", "zh")).Out, StringComparison.Ordinal);
        Assert.Contains("serves", (await NetFixture.RunAsync("net", "logs", net.Folder, "zhuhai")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_process_that_has_got_a_recorded_number_is_not_touched()
    {
        var record = Path.GetTempFileName();
        using var other = Process.Start(new ProcessStartInfo("sleep", ["60"]))!;
        try
        {
            var boot = (await File.ReadAllTextAsync("/proc/sys/kernel/random/boot_id")).Trim();
            await File.WriteAllTextAsync(record, $"{other.Id} 1 {boot}\n"); // of a process that began with the machine
            var recorded = new RecordedProcess(record);
            Assert.Equal((ProcessStanding.Lost, null), (recorded.Standing, recorded.Id));
            Assert.False(await recorded.StopAsync(TimeSpan.Zero));
            Assert.False(other.HasExited);
            Assert.Equal(ProcessStanding.Stopped, recorded.Standing);
        }
        finally
        {
            other.Kill();
            File.Delete(record);
        }
    }

    [Fact]
    public async Task A_process_whose_record_cannot_be_written_is_not_started()
    {
        var folder = Directory.CreateTempSubdirectory("ledger-record-").FullName;
        try
        {
            Directory.CreateDirectory(Path.Combine(folder, "record.new")); // so that none can be written, as on a full disk
            var recorded = new RecordedProcess(Path.Combine(folder, "record"));
            var program = new[] { "touch", Path.Combine(folder, "started") };
            var error = await Assert.ThrowsAsync<CliException>(() => recorded.StartAsync(
                folder, Path.Combine(folder, "log"), program, new Dictionary<string, string>(), CancellationToken.None));
            Assert.Contains("touch was not started", error.Message, StringComparison.Ordinal);
            Assert.False(File.Exists(Path.Combine(folder, "started")));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task A_process_is_given_its_own_settings_and_none_of_the_shells()
    {
        const string Setting = SettingOverrides.Prefix + "GRPC_PORT";
        var folder = Directory.CreateTempSubdirectory("ledger-record-").FullName;
        Environment.SetEnvironmentVariable(Setting, "1");
        try
        {
            var recorded = new RecordedProcess(Path.Combine(folder, "record"));
            var (log, own) = (Path.Combine(folder, "log"), new Dictionary<string, string> { ["ETCD_NAME"] = "zhuhai" });
            await recorded.StartAsync(folder, log, ["env"], own, CancellationToken.None);
            while (recorded.Id is not null)
            {
                await Task.Delay(5);
            }

            var said = await File.ReadAllTextAsync(log);
            Assert.Contains("ETCD_NAME=zhuhai", said, StringComparison.Ordinal);
            Assert.DoesNotContain(Setting, said, StringComparison.Ordinal);
        }
        finally
        {
            Environment.SetEnvironmentVariable(Setting, null);
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task The_page_on_losses_does_what_it_says()
    {
        await net.EnsureUpAsync();
        var height = NumberOf(await net.UntilWellAsync(), "height");
        var said = await RunPageAsync("losses", 3);
        Assert.Contains("beijing's node is lost.", said, StringComparison.Ordinal);
        await net.UntilWellAsync();
        await net.UntilLevelAsync();
        Assert.True(NumberOf(await net.UntilWellAsync(), "height") > height);
    }

    // The blocks that replace a validator's keys start four nodes one after the other: half a minute with two cores to themselves.
    [Fact]
    public async Task The_page_on_governance_does_what_it_says()
    {
        var isWhole = Environment.GetEnvironmentVariable("LEDGER_LONG_PAGES") == "1";
        await net.EnsureUpAsync();
        var height = NumberOf(await net.UntilWellAsync(), "height");
        using var hosted = new HostedCommands();
        var said = await RunPageAsync("governance", 8, hosted, block => isWhole || block is not (>= 3 and <= 6));
        Assert.Equal(isWhole ? 8 : 6, said.Split("Enacted").Length - 1);
        var status = await net.UntilWellAsync();
        Assert.True(NumberOf(status, "height") > height);
        Assert.All(status["nodes"]!.AsArray(), node => Assert.InRange(node!["votes"]!.AsArray().Count, 3, 4));
    }

    // What the client's commands do they do in one process; the node's are processes of their own.
    private async Task<string> RunPageAsync(
        string name, int count, HostedCommands? hosted = null, Func<int, bool>? isRun = null)
    {
        var page = await File.ReadAllTextAsync(Path.Combine(Repository.Root, $"docs/operations/{name}.md"));
        var blocks = page.Split("```sh\n").Skip(1).Select(block => block[..block.IndexOf("```", StringComparison.Ordinal)]).ToList();
        Assert.Equal(count, blocks.Count);
        blocks = [.. blocks.Where((_, place) => isRun?.Invoke(place) ?? true)];
        var program = $"dotnet '{Path.Combine(AppContext.BaseDirectory, "ledger-node.dll")}' \"$@\"";
        var script = hosted is null
            ? $"ledger() {{ {program}; }}\n"
            : $"{hosted.ShellFunction.Replace("ledger()", "hosted()", StringComparison.Ordinal)}\n" +
                $"ledger() {{ case $1 in net | node | vote-lock) {program} ;; *) hosted \"$@\" ;; esac; }}\n";
        using var bash = Process.Start(new ProcessStartInfo("bash", ["-euo", "pipefail", "-c", $"{script}set -x\n{string.Concat(blocks)}"])
        {
            WorkingDirectory = Path.GetDirectoryName(net.Folder),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var said = await Task.WhenAll(bash.StandardOutput.ReadToEndAsync(), bash.StandardError.ReadToEndAsync());
        await bash.WaitForExitAsync();
        Assert.True(bash.ExitCode == 0, string.Concat(said));
        return said[0];
    }

    [Fact]
    public async Task A_folder_of_no_consortium_is_named()
    {
        var folder = Directory.CreateTempSubdirectory("ledger-none-").FullName;
        Directory.CreateDirectory(Path.Combine(folder, "zhuhai"));
        var (code, _, error) = await NetFixture.RunAsync("net", "up", folder);
        Directory.Delete(folder, recursive: true);
        Assert.Equal(ExitCode.Usage, code);
        Assert.Contains("is no folder of a consortium", error, StringComparison.Ordinal);
    }

    private static long NumberOf(JsonNode record, string name) => NetFixture.NumberOf(record, name);
}
