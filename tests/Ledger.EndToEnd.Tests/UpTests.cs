using System.Runtime.Versioning;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Ledger.EndToEnd.Tests;

/// <summary>
/// <c>ledger up</c> as its users meet it: plays, audits, reports, survives a kill, goes on, and refuses what it cannot trust.
/// </summary>
[SupportedOSPlatform("linux")]
public sealed class UpTests(UpTests.PlayedRecord played) : IClassFixture<UpTests.PlayedRecord>
{
    [Fact]
    public async Task Plays_audits_and_reports_and_a_second_run_goes_on_from_there()
    {
        using var folder = played.Copy();
        var first = Report(folder);
        Assert.Equal("ok", first.GetProperty("audit").GetString());
        Assert.Equal(146, first.GetProperty("totals").GetProperty("guarantees").GetInt64());
        Assert.Equal(9_130_000_000, first.GetProperty("totals").GetProperty("replaced_deposits_fen").GetInt64());
        Assert.Equal(146, Sum(first.GetProperty("totals"), "released", "paid"));
        var applications = first.GetProperty("applications");
        Assert.Equal(12, applications.GetProperty("applied").GetInt64());
        Assert.Equal(12, Sum(applications, "rejected", "cancelled", "issued", "open"));
        Assert.Equal((3, 3), (applications.GetProperty("rejected").GetInt64(), applications.GetProperty("materials_provided").GetInt64()));
        Assert.True(first.GetProperty("transactions_per_second").GetDouble() > 0);
        Assert.True(first.GetProperty("bytes_per_transaction").GetDouble() > 0);

        var (exit, output) = await Mini(folder);
        Assert.True(exit == 0, output);
        Assert.Contains("goes on at height", output, StringComparison.Ordinal);
        var second = Report(folder);
        Assert.Equal("ok", second.GetProperty("audit").GetString());
        Assert.Equal(first.GetProperty("transactions").GetRawText(), second.GetProperty("transactions").GetRawText());
        Assert.Equal(first.GetProperty("totals").GetRawText(), second.GetProperty("totals").GetRawText());
        Assert.Equal(applications.GetRawText(), second.GetProperty("applications").GetRawText());
        Assert.True(second.GetProperty("height").GetUInt64() >= first.GetProperty("height").GetUInt64());
    }

    [Theory]
    [InlineData("embedded")]
    [InlineData("etcd")] // whose members outlive the kill, and are found
    public async Task Goes_on_after_a_kill_and_comes_to_the_same_sums(string engine)
    {
        using var folder = new TemporaryFolder();
        string[] arguments = [.. MiniArguments(folder), "--engine", engine];
        using (var process = LedgerProcess.Start(arguments))
        {
            await process.WaitForAsync("playing");
            process.Kill();
            await process.ExitAsync();
        }

        var (exit, output) = await LedgerProcess.RunAsync(arguments);
        Assert.True(exit == 0, output);
        Assert.Equal("ok", Report(folder).GetProperty("audit").GetString());
        Assert.Equal(146, Report(folder).GetProperty("totals").GetProperty("guarantees").GetInt64());
    }

    [Fact]
    public async Task It_says_where_the_pages_are_opens_them_and_Ctrl_C_stops_it_cleanly()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.File("pages"));
        await File.WriteAllTextAsync(folder.File("pages/index.html"), "<title>链</title>");
        var opened = folder.File("opened");
        await File.WriteAllTextAsync(folder.File("xdg-open"), $"#!/bin/sh\necho \"$1\" > {opened}\n");
        File.SetUnixFileMode(folder.File("xdg-open"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        using var process = LedgerProcess.Start(
            [("PATH", $"{folder.Path}:{Environment.GetEnvironmentVariable("PATH")}")],
            "up", "--data", folder.File("data"), "--port", "0", "--web-root", folder.File("pages"), "--open");
        await process.WaitUntilUpAsync();
        var address = Regex.Match(process.Output, @"console 页面  (http://127\.0\.0\.1:\d+/)").Groups[1].Value;
        using (var http = new HttpClient())
        {
            Assert.Equal("<title>链</title>", await http.GetStringAsync(address));
        }

        for (var tries = 0; tries < 3_000 && (!File.Exists(opened) || new FileInfo(opened).Length == 0); tries++)
        {
            await Task.Delay(20);
        }

        Assert.Equal($"{address}\n", await File.ReadAllTextAsync(opened));
        process.Interrupt();
        Assert.Equal(0, await process.ExitAsync());
    }

    [Fact]
    public async Task Without_a_program_that_opens_a_browser_it_says_so()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.File("programs")); // nothing else is found in PATH
        File.CreateSymbolicLink(folder.File("programs/dotnet"), Environment.ProcessPath!);
        using var process = LedgerProcess.Start(
            [("PATH", folder.File("programs"))],
            "up", "--data", folder.File("data"), "--port", "0", "--web-root", folder.File("pages"), "--open");
        await process.WaitForAsync("open a browser with: open http://127.0.0.1:");
    }

    [Theory]
    [InlineData("--open")]
    [InlineData("--open", "--web-root", "pages", "--headless")]
    public async Task What_cannot_be_opened_is_refused(params string[] arguments)
    {
        using var folder = new TemporaryFolder();
        var (exit, output) = await LedgerProcess.RunAsync(["up", "--data", folder.File("data"), "--port", "0", .. arguments]);
        Assert.Equal(2, exit);
        Assert.Contains("--open opens the pages of --web-root", output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.File("data")));
    }

    [Fact]
    public async Task A_second_process_on_the_same_data_is_refused()
    {
        using var folder = new TemporaryFolder();
        using var first = LedgerProcess.Start("up", "--data", folder.File("data"), "--port", "0");
        await first.WaitUntilUpAsync();
        foreach (var arguments in (string[][])[[], ["--fresh"]])
        {
            var (exit, output) = await LedgerProcess.RunAsync(
                ["up", "--data", folder.File("data"), "--port", "0", "--headless", .. arguments]);
            Assert.NotEqual(0, exit);
            Assert.Contains("nother process", output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_folder_with_other_files_is_refused_and_left_alone()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.File("letter.txt"), "mine");
        var (exit, output) = await LedgerProcess.RunAsync("up", "--data", folder.Path, "--fresh", "--headless", "--port", "0");
        Assert.NotEqual(0, exit);
        Assert.Contains("not a rehearsal's", output, StringComparison.Ordinal);
        Assert.Equal("mine", await File.ReadAllTextAsync(folder.File("letter.txt")));
    }

    [Fact]
    public async Task A_data_directory_of_another_genesis_is_refused()
    {
        using var folder = new TemporaryFolder();
        var genesis = Path.Combine(folder.File("data"), "consortium", "genesis.json");
        var (exit, output) = await LedgerProcess.RunAsync("up", "--data", folder.File("data"), "--headless", "--port", "0");
        Assert.True(exit == 0, output);
        await File.AppendAllTextAsync(genesis, "\n");
        (exit, output) = await LedgerProcess.RunAsync("up", "--data", folder.File("data"), "--headless", "--port", "0");
        Assert.NotEqual(0, exit);
        Assert.Contains("genesis of another chain", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_store_is_refused_and_the_node_catches_up_without_it()
    {
        using var folder = played.Copy();
        var store = Path.Combine(folder.File("data"), "nodes", "beijing", "store");
        var manifest = Directory.EnumerateFiles(store, "MANIFEST-*").Single();
        var bytes = await File.ReadAllBytesAsync(manifest);
        bytes[bytes.Length / 2] ^= 0xFF;
        await File.WriteAllBytesAsync(manifest, bytes);
        var (exit, output) = await Mini(folder);
        Assert.NotEqual(0, exit);
        Assert.Contains("beijing", output, StringComparison.Ordinal);
        Assert.Contains("fails its checks", output, StringComparison.Ordinal);

        Directory.Delete(Path.Combine(folder.File("data"), "nodes", "beijing"), recursive: true);
        (exit, output) = await Mini(folder);
        Assert.True(exit == 0, output);
    }

    private static Task<(int ExitCode, string Output)> Mini(TemporaryFolder folder) => LedgerProcess.RunAsync(MiniArguments(folder));

    private static LedgerProcess Start(TemporaryFolder folder) => LedgerProcess.Start(MiniArguments(folder));

    private static string[] MiniArguments(TemporaryFolder folder) =>
        ["up", "--play", "mini", "--data", folder.File("data"), "--port", "0", "--headless", "--report", folder.File("report.json")];

    private static JsonElement Report(TemporaryFolder folder) =>
        JsonDocument.Parse(File.ReadAllText(folder.File("report.json"))).RootElement;

    private static long Sum(JsonElement transactions, params string[] names) =>
        names.Sum(name => transactions.TryGetProperty(name, out var count) ? count.GetInt64() : 0);

    /// <summary>The small record, played once into a folder that tests take copies of.</summary>
    public sealed class PlayedRecord : IAsyncLifetime
    {
        private readonly TemporaryFolder _folder = new();

        public async Task InitializeAsync()
        {
            var (exit, output) = await Mini(_folder);
            Assert.True(exit == 0, output);
        }

        public Task DisposeAsync()
        {
            _folder.Dispose();
            return Task.CompletedTask;
        }

        internal TemporaryFolder Copy()
        {
            var copy = new TemporaryFolder();
            foreach (var file in Directory.EnumerateFiles(_folder.Path, "*", SearchOption.AllDirectories))
            {
                var to = copy.File(Path.GetRelativePath(_folder.Path, file));
                Directory.CreateDirectory(Path.GetDirectoryName(to)!);
                File.Copy(file, to);
            }

            return copy;
        }
    }
}
