using Ledger.Client;
using Ledger.Crypto;
using Ledger.Crypto.Keys;
using Ledger.Orders.Tests;
using Ledger.Schema.Tender;

namespace Ledger.Cli.Tests;

/// <summary>What is final is seen first, against four real validators: shown, doubted, asked for, and sent only then.</summary>
public sealed class PreviewTests : ConsortiumFixture
{
    private const string Code = "E4404000001009043001";
    private const string WrongCheck = "91440400MA4UWX0R6X";

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        WriteKey("centre.key", Seed.Zhuhai);
    }

    [Fact]
    public async Task A_project_is_shown_with_every_doubt_and_sent_only_after_a_yes()
    {
        string[] line =
        [
            "tender", "project", Code, "--project-code", "E4404000001009043", "--name", "道路工程", "--tenderer-uscc", WrongCheck,
            "--region", "110000", "--trade-class", "A02",
        ];
        var dry = await RunAsync(ExitCode.Done, "centre.key", [.. line, "--dry-run"]);
        Assert.False((bool?)dry["sent"]);
        Assert.Equal(
            ["NeedsRegistryConfirmation", "NotRegistered", "RegionElsewhere"],
            dry["warnings"]!.AsArray().Select(warning => (string)warning!["kind"]!));
        Assert.Null((await ProjectAsync()).Record);

        var asked = new List<string>();
        var (declined, shown) = await AskedAsync("centre.key", line, question =>
        {
            asked.Add(question);
            return false;
        });
        Assert.Equal((ExitCode.Interrupted, 1), (declined, asked.Count));
        Assert.Contains("You are about to sign and send, for good: create project", shown, StringComparison.Ordinal);
        Assert.Contains($"The check character of {WrongCheck} fails", shown, StringComparison.Ordinal);
        Assert.Contains("registered nowhere on the chain", shown, StringComparison.Ordinal);
        Assert.Contains("Region 110000 is outside 440400", shown, StringComparison.Ordinal);
        Assert.Null((await ProjectAsync()).Record);

        var (sent, words) = await AskedAsync(
            "centre.key", [.. line, "--yes"], _ => throw new InvalidOperationException("asked all the same"));
        Assert.Equal(ExitCode.Done, sent);
        Assert.StartsWith("Warning: ", words, StringComparison.Ordinal);
        Assert.NotNull((await ProjectAsync()).Record);
    }

    [Fact]
    public async Task A_section_is_said_back_in_full_before_it_is_announced()
    {
        var tenderer = Seed.Zhuhai.Uscc;
        await RunAsync(
            ExitCode.Done, "centre.key",
            "tender", "project", Code, "--project-code", "E4404000001009043", "--name", "道路工程", "--tenderer-uscc", tenderer,
            "--region", "440400", "--trade-class", "A02", "--yes");
        var blank = await RefusedAsync(
            "centre.key",
            "tender", "project", "E4404000001008043001", "--project-code", "E4404000001008043", "--name", "　 ", "--tenderer-uscc",
            tenderer, "--region", "440400", "--trade-class", "A02");
        Assert.Contains("blank", (string)blank["detail"]!, StringComparison.Ordinal);

        // Who does not wait may build on what is not final yet: the chain answers alone.
        await File.WriteAllTextAsync(
            PathOf("calls.json"), $$"""{"calls": [{"account": {"registerSubject": {"uscc": "{{tenderer}}", "name": "珠海"} } }]}""");
        string[] submission = ["tx", "submit", PathOf("calls.json")];
        Assert.Equal("SUBJECT_EXISTS", (string?)(await RefusedAsync("centre.key", submission))["name"]);
        await RunAsync(ExitCode.Done, "centre.key", [.. submission, "--no-wait"]);

        const string Section = "E4404000001001043001001";
        using (var centre = ClientOf(Seed.Zhuhai))
        {
            using var key = KeyPair.Generate(SignatureAlgorithm.Sm2Sm3);
            var bidder = Seed.Authorities[1].Certify("91440400MA4UWX0R6T", "珠海建设有限公司");
            await new AnnouncedSections(Seed, Seed.Authorities[0].Certify("12350100MB02709751", "招标人"), bidder, 15_000_000)
                .AnnounceAsync(centre, _ => key.PublicKey, DateTimeOffset.UtcNow.AddDays(25).ToUnixTimeMilliseconds(), Section);
        }

        var opening = DateTimeOffset.UtcNow.ToOffset(TimeSpan.FromHours(8)).AddDays(30);
        var (code, shown) = await AskedAsync(
            "centre.key",
            [
                "tender", "notice", Section, "--notice-number", "2", "--kind", "延期", "--opening-time",
                $"{opening:yyyy/MM/dd} 9:30", "--notice-digest", new string('0', 64),
            ],
            _ => false);
        Assert.Equal(ExitCode.Interrupted, code);
        Assert.Contains($"{opening:yyyy-MM-dd} 09:30 +08:00, {opening.DayOfWeek}, in 30 days", shown, StringComparison.Ordinal);
        Assert.Contains("延期 Postponement", shown, StringComparison.Ordinal);
    }

    private async Task<StateRecord<Ledger.Protocol.V1.Project>> ProjectAsync()
    {
        using var client = ClientOf(Seed.Zhuhai);
        return await client.ReadAsync(TenderTables.Projects, TenderTables.Projects.Key(Code));
    }
}
