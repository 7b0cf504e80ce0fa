using System.Diagnostics;
using System.Text.Json.Nodes;
using Ledger.Rehearsal;
using Ledger.Seeds;
using Ledger.Server;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Cli.Tests;

/// <summary>The commands and the SDK's sample against four real validators, over real gRPC.</summary>
public sealed class RealConsortiumTests : IAsyncLifetime
{
    private const string Uscc = "91440400MA4UWX0R6T";
    private const string Calls = """{"calls": [{"account": {"registerSubject": {"uscc": "91440400MA4UWX0R6T", "name": "珠海建设有限公司"}}}]}""";
    private readonly string _folder = Directory.CreateTempSubdirectory("ledger-real").FullName;
    private ConsortiumRehearsal? _consortium;

    public async Task InitializeAsync() => _consortium = await ConsortiumRehearsal.StartAsync(
        new RehearsalOptions { DataDirectory = Data, Record = null }, NullLoggerFactory.Instance, CancellationToken.None);

    public async Task DisposeAsync()
    {
        if (_consortium is not null)
        {
            await _consortium.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }

    private string Data => Path.Combine(_folder, "data");

    private string Member(string file) => Path.Combine(Data, "consortium", "members", file);

    [Fact]
    public async Task What_is_submitted_is_final_and_proven_and_can_be_reindexed()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "pin"), ConsortiumFiles.TestPin);
        await File.WriteAllTextAsync(Path.Combine(_folder, "calls.json"), Calls);

        var submitted = await RunAsync(ExitCode.Done, "tx", "submit", Path.Combine(_folder, "calls.json"));
        Assert.Equal("OK", (string?)submitted["name"]);
        var again = await RunAsync(ExitCode.Refused, "tx", "submit", Path.Combine(_folder, "calls.json"));
        Assert.Equal("SUBJECT_EXISTS", (string?)again["name"]);

        var subject = await RunAsync(ExitCode.Done, "state", "get", $"account/subject/{Uscc}", "--proof");
        Assert.Equal("珠海建设有限公司", (string?)subject["record"]!["name"]);
        await RunAsync(ExitCode.NotFound, "state", "get", "account/subject/none");
        var block = await RunAsync(ExitCode.Done, "block", "show", (string)submitted["height"]!);
        Assert.Equal((string?)submitted["transaction"], (string?)block["transactions"]![0]!["id"]);
        var happened = await RunAsync(ExitCode.Done, "events", "follow", "--count", "1");
        Assert.Equal((string?)submitted["transaction"], (string?)happened["transaction"]);
        Assert.True((await RunAsync(ExitCode.Done, "status"))["height"].Number() >= 2);

        await KeepAndVerifyAsync();

        await _consortium!.DisposeAsync();
        _consortium = null;
        var first = Directory.EnumerateDirectories(Path.Combine(Data, "nodes")).First(folder => Path.GetFileName(folder) != "ordering");
        Assert.Equal(2, (await RunAsync(ExitCode.Done, "reindex", "--data", first))["events"].Number());
    }

    private async Task KeepAndVerifyAsync()
    {
        var archive = Path.Combine(_folder, "archive");
        string[] fetch = ["audit", "fetch", "--from", Address(), "--from", _consortium!.Nodes[0].Grpc.ToString(), "--to", archive];
        var fetched = await RunAsync(ExitCode.Done, fetch);
        Assert.Equal(fetched["height"].Number(), fetched["blocks_fetched"].Number());
        var verified = await RunAsync(ExitCode.Done, "audit", "verify", archive);
        Assert.Equal(
            (fetched["height"].Number(), fetched["height"].Number(), true),
            (verified["final_height"].Number(), verified["executed_to"].Number(), (bool)verified["sound"]!));

        await File.WriteAllTextAsync(
            Path.Combine(_folder, "calls.json"), Calls.Replace(Uscc, "91440400MA4W1BAY9F", StringComparison.Ordinal));
        await RunAsync(ExitCode.Done, "tx", "submit", Path.Combine(_folder, "calls.json"));
        var grown = await RunAsync(ExitCode.Done, fetch);
        Assert.InRange(grown["blocks_fetched"].Number(), 1, grown["height"].Number() - fetched["height"].Number());
        foreach (var level in (string[])["headers", "merkle", "signatures", "full"])
        {
            Assert.Equal(0, (await RunAsync(ExitCode.Done, "audit", "verify", archive, "--level", level))["findings_in_all"].Number());
        }

        var watched = await RunTextAsync("supervise", "watch", "--from", Address(), "--archive", archive, "--once");
        Assert.Equal((ExitCode.Done, ""), (watched.Exit, watched.Output));

        var csv = Path.Combine(_folder, "subject.csv");
        var timeline = await RunAsync(ExitCode.Done, "audit", "timeline", archive, "--subject", Uscc, "--csv", csv);
        Assert.Equal(["OK", "SUBJECT_EXISTS"], timeline["entries"]!.AsArray().Select(entry => (string)entry!["result"]!));
        Assert.Equal("subject.registered", (string)timeline["entries"]![0]!["events"]![0]!);
        Assert.Equal(3, (await File.ReadAllLinesAsync(csv)).Length);
        await RunAsync(ExitCode.NotFound, "audit", "timeline", archive, "--section", "E4404000001001043001001");
        await RunAsync(ExitCode.Usage, "audit", "timeline", archive, "--section", "x", "--subject", Uscc);

        var chunk = Directory.EnumerateFiles(archive, "*.zst").First();
        var bytes = await File.ReadAllBytesAsync(chunk);
        bytes[^1] ^= 1;
        await File.WriteAllBytesAsync(chunk, bytes);
        var damaged = await RunAsync(ExitCode.NotVerified, "audit", "verify", archive);
        Assert.Contains("SHA-256", (string)damaged["error"]!["message"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_sample_runs_as_it_stands_and_again()
    {
        Assert.Contains("event: subject.registered", await RunSampleAsync(), StringComparison.Ordinal);
        Assert.Contains(" had done it", await RunSampleAsync(), StringComparison.Ordinal);
    }

    private async Task<string> RunSampleAsync()
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument
            in (string[])
            [
                Sample(), _consortium!.GenesisPath, Address(), Member("zhuhai.crt"), Member("zhuhai.key"),
                ConsortiumFiles.TestPin,
            ])
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        var errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, errors);
        Assert.Contains(": 珠海建设有限公司", output, StringComparison.Ordinal);
        return output;
    }

    private string Address() => _consortium!.Nodes[^1].Grpc.ToString();

    private async Task<JsonObject> RunAsync(int code, params string[] args)
    {
        var (exit, output, error) = await RunTextAsync([.. args, "--json"]);
        Assert.True(exit == code, $"{string.Join(' ', args)}: {exit} {error}");
        return JsonNode.Parse(output.Length > 0 ? output : error)!.AsObject();
    }

    private async Task<(int Exit, string Output, string Error)> RunTextAsync(params string[] args)
    {
        await using var output = new StringWriter();
        await using var error = new StringWriter();
        var variables = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["LEDGER_GENESIS"] = Path.Combine(Data, "consortium", ConsortiumFiles.GenesisName),
            ["LEDGER_KEY"] = Member("zhuhai.key"),
            ["LEDGER_PIN_FILE"] = Path.Combine(_folder, "pin"),
        };
        if (_consortium is not null)
        {
            variables["LEDGER_NODE"] = Address();
        }

        var context = new CliContext { Out = output, Error = error, Variable = name => variables.GetValueOrDefault(name) };
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(120));
        var exit = args[0] == "reindex"
            ? await ReusedTrees.RunAsync<NodeCommandLine>(args, context, stop.Token)
            : await ReusedTrees.RunAsync<LedgerCommandLine>(args, context, stop.Token);
        return (exit, output.ToString(), error.ToString());
    }

    private static string Sample()
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        return Path.Combine(Repository.Root, "client-sdk", "samples", "QuickStart", "bin", configuration, "net10.0", "QuickStart.dll");
    }
}
