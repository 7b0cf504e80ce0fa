using System.Text.Json.Nodes;
using Google.Protobuf;
using Ledger.Protocol.V1;
using Ledger.Rehearsal;
using Ledger.Seeds;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Cli.Tests;

/// <summary>A centre's page and a bidder's phone, two command lines on real validators.</summary>
public sealed class ScanCommandTests : IAsyncLifetime
{
    private const string Origin = "https://ggzy.zhuhai.gov.cn";
    private readonly string _folder = Directory.CreateTempSubdirectory("ledger-scan").FullName;
    private ConsortiumRehearsal _consortium = null!;

    public async Task InitializeAsync()
    {
        _consortium = await ConsortiumRehearsal.StartAsync(
            new RehearsalOptions { DataDirectory = PathOf("data"), Record = null }, NullLoggerFactory.Instance, CancellationToken.None);
        await File.WriteAllTextAsync(PathOf("pin"), ConsortiumFiles.TestPin);
        await File.WriteAllTextAsync(PathOf("phone.pin"), "628153");
    }

    public async Task DisposeAsync()
    {
        await _consortium.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_batch_is_signed_from_the_phone_and_the_messages_verify()
    {
        var centre = ConsortiumSeed.Create().Zhuhai.Uscc;
        await File.WriteAllTextAsync(PathOf("a.txt"), "投标函");
        await File.WriteAllTextAsync(PathOf("b.txt"), "报价表");
        var phone = await DocumentAsync(
            "phone", "init", "--key", Member("bank-1.key"), "--certificate", Member("bank-1.crt"), "--trust", $"{Origin}={centre}");
        Assert.Equal(5, (int)phone["pins_left"]!);

        var opened = await DocumentAsync(
            "scan", "open", PathOf("a.txt"), PathOf("b.txt"), "--act", "sign", "--origin", Origin, "--title", "签署投标函", "--key",
            Member("zhuhai.key"), "--session", PathOf("session"), "--no-wait");
        var watching = RunAsync(
            "scan",
            "watch",
            PathOf("session"),
            PathOf("a.txt"),
            PathOf("b.txt"),
            "--out",
            PathOf("signed"),
            "--opening",
            PathOf("opening"));
        var shown = await DocumentAsync("phone", "scan", (string)opened["qr"]!);
        Assert.Equal("签署投标函", (string?)shown["title"]);
        Assert.Equal(["a.txt", "b.txt"], shown["items"]!.AsArray().Select(item => (string)item!["title"]!));
        Assert.All(shown["items"]!.AsArray(), item => Assert.True((bool)item!["checked_here"]!));
        await DocumentAsync("phone", "confirm", (string)opened["number"]!);

        var (code, output, error) = await watching;
        Assert.True(code == ExitCode.Done, error);
        var lines = output.TrimEnd().Split('\n').Select(line => JsonNode.Parse(line)!).ToList();
        Assert.Equal("Confirmed", (string?)lines[^1]["outcome"]);
        await RecordedTomorrowAsync(centre);
        var verified = await RunAsync("cms", "verify", PathOf("signed/01-a.txt.p7s"), "--content", PathOf("a.txt"));
        Assert.True(verified.Code == ExitCode.Done, verified.Out + verified.Error);
        var other = await RunAsync("cms", "verify", PathOf("signed/02-b.txt.p7s"), "--content", PathOf("a.txt"));
        Assert.NotEqual(ExitCode.Done, other.Code);
    }

    [Fact]
    public async Task A_pdf_is_sealed_from_the_phone_and_verifies_with_its_stamp()
    {
        await File.WriteAllTextAsync(PathOf("bid.pdf"), SealAndMessageTests.Pdf);
        await File.WriteAllBytesAsync(PathOf("seal.png"), Convert.FromBase64String(SealAndMessageTests.Png));
        await DocumentAsync(
            "phone",
            "init",
            "--key",
            Member("bank-1.key"),
            "--certificate",
            Member("bank-1.crt"),
            "--trust",
            $"{Origin}={ConsortiumSeed.Create().Zhuhai.Uscc}");
        await DocumentAsync(
            "seal", "make", "--id", "44040000000001", "--name", "海韵银行", "--picture", PathOf("seal.png"), "--for", Member("bank-1.crt"),
            "--from", "2019-01-01T00:00:00Z",
            "--to", "2090-01-01T00:00:00Z", "--key", Member("zhuhai.key"), "--certificate", Member("zhuhai.crt"), "--out",
            PathOf("seal.esl"));

        string[] open =
        [
            "scan", "open", PathOf("bid.pdf"), "--act", "seal", "--seal", PathOf("seal.esl"), "--origin", Origin,
            "--title", "盖章", "--key", Member("zhuhai.key"),
        ];
        Assert.Equal(ExitCode.Usage, (await RunAsync([.. open, "--no-wait"])).Code); // nowhere to put what is prepared
        var opened = await DocumentAsync(
            [.. open, "--x", "300", "--prepared", PathOf("prepared"), "--session", PathOf("session"), "--no-wait"]);
        var watching = RunAsync(
            "scan", "watch", PathOf("session"), PathOf("prepared/bid.pdf"), "--seal", PathOf("seal.esl"), "--out", PathOf("sealed"));
        var shown = await DocumentAsync("phone", "scan", (string)opened["qr"]!);
        Assert.Equal("海韵银行 (44040000000001)", (string?)shown["seal"]);
        await DocumentAsync("phone", "confirm", (string)opened["number"]!);
        var (code, _, error) = await watching;
        Assert.True(code == ExitCode.Done, error);

        var report = await DocumentAsync("seal", "verify", PathOf("sealed/01-bid.pdf"));
        Assert.Equal("signature-valid", (string?)report["verdict"]);
        Assert.True((bool)report["signatures"]![0]!["covers_whole_file"]!);
        Assert.Contains("/Subtype /Image", await File.ReadAllTextAsync(PathOf("sealed/01-bid.pdf")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_declined_login_ends_with_1_and_a_page_that_is_not_trusted_too()
    {
        var centre = ConsortiumSeed.Create().Zhuhai.Uscc;
        await DocumentAsync(
            "phone", "init", "--key", Member("bank-1.key"), "--certificate", Member("bank-1.crt"), "--trust", $"{Origin}={centre}");
        string[] open = ["scan", "open", "--act", "login", "--title", "登录", "--key", Member("zhuhai.key"), "--no-wait", "--origin"];
        var stranger = await DocumentAsync([.. open, "https://evil.example"]);
        var refused = await RunAsync("phone", "scan", (string)stranger["qr"]!);
        Assert.Equal(ExitCode.Refused, refused.Code);
        Assert.Contains("OriginNotAllowed", refused.Error, StringComparison.Ordinal);

        var opened = await DocumentAsync([.. open, Origin, "--session", PathOf("session")]);
        await DocumentAsync("phone", "scan", (string)opened["qr"]!);
        await DocumentAsync("phone", "reject");
        var (code, output, _) = await RunAsync("scan", "watch", PathOf("session"));
        Assert.Equal(ExitCode.Refused, code);
        Assert.Equal("ByPerson", (string?)JsonNode.Parse(output.TrimEnd().Split('\n')[^1])!["reason"]);
        Assert.Equal(ExitCode.Refused, (await RunAsync("phone", "reject")).Code); // nothing waits any more
    }

    // What was confirmed today goes into no book before tomorrow; a day without sessions is recorded all the same, and again.
    private async Task RecordedTomorrowAsync(string centre)
    {
        string[] record = ["scan", "record", "--key", Member("zhuhai.key"), "--book"];
        var today = await RunAsync([.. record, PathOf("today"), PathOf("opening")]);
        Assert.Equal(ExitCode.Usage, today.Code);
        Assert.Contains("the book's last day ends", today.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(PathOf("today")));
        Assert.False((bool)(await DocumentAsync([.. record, PathOf("book"), "--dry-run"]))["sent"]!);
        Assert.False(File.Exists(PathOf("book")));
        var first = await DocumentAsync([.. record, PathOf("book")]);
        Assert.Equal(0, (int)first["sessions"]!);
        Assert.Equal((string?)first["root"], (string?)(await DocumentAsync([.. record, PathOf("book")]))["root"]);
        Assert.Equal(ExitCode.Usage, (await RunAsync([.. record, PathOf("book"), PathOf("opening")])).Code);
        Assert.True((bool)(await DocumentAsync("scan", "count", PathOf("book"), "--centre", centre))["stands"]!);

        // Another secret, another root, the same day: foretold, and no book is kept of what never stands.
        var other = await RunAsync([.. record, PathOf("other")]);
        Assert.Equal(ExitCode.Refused, other.Code);
        Assert.Contains("Nothing was sent", other.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(PathOf("other")));
        var book = SessionBook.Parser.ParseFrom(await File.ReadAllBytesAsync(PathOf("book")));
        book.Secret = ByteString.CopyFrom(new byte[book.Secret.Length]);
        await File.WriteAllBytesAsync(PathOf("other"), book.ToByteArray());
        Assert.Equal(ExitCode.Refused, (await RunAsync("scan", "count", PathOf("other"), "--centre", centre)).Code);
    }

    private string PathOf(string name) => Path.Combine(_folder, name);

    private string Member(string file) => Path.Combine(PathOf("data"), "consortium", "members", file);

    private async Task<JsonObject> DocumentAsync(params string[] args)
    {
        var run = await RunAsync(args);
        Assert.True(run.Code == ExitCode.Done, $"{string.Join(' ', args)}: {run.Code} {run.Error}");
        return JsonNode.Parse(run.Out)!.AsObject();
    }

    private async Task<(int Code, string Out, string Error)> RunAsync(params string[] args)
    {
        await using var output = new StringWriter();
        await using var error = new StringWriter();
        var variables = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["LEDGER_GENESIS"] = _consortium.GenesisPath,
            ["LEDGER_NODE"] = _consortium.Nodes[0].Grpc.ToString(),
            ["LEDGER_MAX_HEAD_AGE"] = "off", // its clock is the record's
            ["LEDGER_PIN_FILE"] = PathOf("pin"),
            ["LEDGER_PHONE"] = PathOf("phone"),
            ["LEDGER_PHONE_PIN_FILE"] = PathOf("phone.pin"),
        };
        var context = new CliContext { Out = output, Error = error, Variable = name => variables.GetValueOrDefault(name) };
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(120));
        var code = await ReusedTrees.RunAsync<LedgerCommandLine>([.. args, "--json"], context, stop.Token);
        return (code, output.ToString(), error.ToString());
    }
}
