using System.Diagnostics;
using System.Text.Json.Nodes;
using Ledger.Crypto;
using Ledger.Crypto.Keys;
using Ledger.Orders.Tests;
using Ledger.Protocol.V1;
using Ledger.Seeds;

namespace Ledger.Cli.Tests;

/// <summary>A bidder and a guarantor on the command line, against four validators that keep mail.</summary>
public sealed class OrderCommandTests : ConsortiumFixture
{
    private const string Section = "E4404000001001043001001";
    private Participant _bidder = null!;
    private string _orders = "orders";

    private Participant Bank => Seed.Guarantors.First(one => one.Form == GuaranteeForm.Bank).Participant;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        _bidder = Seed.Authorities[1].Certify("91440400MA4UWX0R6T", "珠海建设有限公司");
        using var centre = ClientOf(Seed.Zhuhai);
        using var opening = KeyPair.Generate(SignatureAlgorithm.Sm2Sm3);
        await new AnnouncedSections(Seed, Seed.Authorities[0].Certify("12350100MB02709751", "招标人"), _bidder, 15_000_000)
            .AnnounceAsync(centre, _ => opening.PublicKey, DateTimeOffset.UtcNow.AddDays(25).ToUnixTimeMilliseconds(), Section);
        WriteKey("bidder.key", _bidder);
        WriteKey("bank.key", Bank);
        WriteKey("other.key", Seed.Guarantors.First(one => one.Participant != Bank).Participant);
        WriteKey("centre.key", Seed.Zhuhai);
        await File.WriteAllTextAsync(PathOf("account.json"), """{"name": "海韵银行", "number": "1", "bank": "总行"}""");
        await File.WriteAllTextAsync(
            PathOf("me.json"),
            """{"uscc": "91440400MA4UWX0R6T", "name": "珠海建设有限公司", "basicAccount": {"name": "珠海建设有限公司", "number": "6222", "bank": "珠海银行"}}""");
        await File.WriteAllTextAsync(PathOf("any.pdf"), "any");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_order_runs_from_the_application_to_the_surrender(bool blind)
    {
        await DeskAsync(
            ExitCode.Done,
            "init",
            PathOf("account.json"),
            "--form",
            "bank",
            "--nature",
            "independent",
            "--batch-size",
            "4",
            "--surrenders",
            "1");
        string[] Application(string guarantor) =>
            [
                "apply", PathOf("me.json"), "--guarantor", guarantor, "--section", Section, "--tender-document",
                PathOf("any.pdf"), .. blind ? ["--blind"] : Array.Empty<string>(),
            ];
        await OrderAsync(ExitCode.Usage, Application("bank.card"));
        await OrderAsync(ExitCode.Refused, Application(Bank.Uscc)); // no card yet
        await DeskAsync(ExitCode.NotFound, "card", "show");
        await RunAsync(ExitCode.Refused, "bidder.key", "desk", "card", "publish", "--desk", PathOf("desk"));
        var card = await DeskAsync(ExitCode.Done, "card", "publish", "--dry-run");
        Assert.Equal(("publish card", false), (((string?)card["act"])!.ToLowerInvariant(), (bool)card["sent"]!));
        await DeskAsync(ExitCode.NotFound, "card", "show"); // a look publishes nothing
        await DeskAsync(ExitCode.Done, "card", "publish");
        Assert.True((bool)(await DeskAsync(ExitCode.Done, "card", "show"))["is_this_desk"]!);
        var listed = Assert.Single((await RunAsync(ExitCode.Done, "bidder.key", "order", "guarantors"))["guarantors"]!.AsArray())!;
        Assert.Equal(
            (Bank.Uscc, Bank.Name, "Bank", 7),
            ((string?)listed["uscc"], (string?)listed["name"], (string?)listed["form"], listed["cover_tiers_fen"]!.AsArray().Count));

        var application = Application(Bank.Uscc);
        var look = await OrderAsync(ExitCode.Done, [.. application, "--valid-until", "2019-12-30 00:00", "--dry-run"]);
        Assert.Contains("EndsTooEarly", look["warnings"]!.AsArray().Select(warning => (string)warning!["kind"]!));
        Assert.Equal((Bank.Name, "标段"), ((string?)look["content"]!["guarantor"], (string?)look["content"]!["section_name"]));
        Assert.Empty((await OrderAsync(ExitCode.Done, "list"))["orders"]!.AsArray()); // and sends nothing
        var id = (string)(await OrderAsync(ExitCode.Done, application))["order"]!;
        Assert.Equal(id, (string?)(await OrderAsync(ExitCode.Done, application))["order"]);

        Assert.Equal("Taken", (string?)(await DeskAsync(ExitCode.Done, "receive"))["letters"]![0]!["fate"]);
        var queued = (await DeskAsync(ExitCode.Done, "list"))["orders"]!.AsArray();
        Assert.Equal((id, blind ? null : Section), ((string?)queued[0]!["order"], (string?)queued[0]!["section"]));
        await DeskAsync(ExitCode.Done, "ask", id, "--reason", "请补充营业执照");
        await OrderAsync(ExitCode.Done, "receive");
        Assert.Equal("请补充营业执照", (string?)(await OrderAsync(ExitCode.Done, "show", id))["reasons"]![0]);
        Assert.Equal("BringMaterials", (string?)(await OrderAsync(ExitCode.Done, "show", id))["waits_for"]);
        await RunAsync(
            ExitCode.Done, "bidder.key", "document", "put", PathOf("any.pdf"), "--ticket", PathOf("licence.ticket"), "--reference",
            PathOf("licence.reference"));
        await OrderAsync(ExitCode.Done, "materials", id, "--document", PathOf("licence.reference"), "--remark", "已补充");
        await OrderAsync(ExitCode.Refused, [.. application, "--amount-fen", "80000000"]); // the same order with other content
        await DeskAsync(ExitCode.Done, "receive");

        Assert.Equal("已补充", (string?)(await DeskAsync(ExitCode.Done, "documents", id))["documents"]![0]!["remark"]);
        await DeskAsync(ExitCode.Done, "documents", id, "--get", "1", "--out", PathOf("licence.pdf"));
        Assert.Equal("any", await File.ReadAllTextAsync(PathOf("licence.pdf")));
        await DeskAsync(ExitCode.Usage, "documents", id, "--get", "2", "--out", PathOf("none.pdf"));
        var seen = await DeskAsync(ExitCode.Done, "show", id);
        Assert.Equal(("6222", blind ? null : "标段"), ((string?)seen["basic_account"]!["number"], (string?)seen["section_name"]));
        var dry = await DeskAsync(
            ExitCode.Done, "approve", id, "--premium-fen", "0", "--document", PathOf("any.pdf"), "--dry-run");
        Assert.Equal("NoPremium", (string?)Assert.Single(dry["warnings"]!.AsArray())!["kind"]);
        Assert.Equal("Submitted", (string?)(await DeskAsync(ExitCode.Done, "show", id))["state"]);

        await DeskAsync(ExitCode.Done, "limits", "--bidder-fen", "1");
        await DeskAsync(ExitCode.Refused, "approve", id, "--premium-fen", "20000", "--document", PathOf("any.pdf"));
        await DeskAsync(ExitCode.Done, "limits", "--bidder-fen", "100000000");
        await DeskAsync(ExitCode.Usage, "limits", "--limit-fen", "7");
        await DeskAsync(ExitCode.Done, "limits", "--uscc", _bidder.Uscc, "--limit-fen", "90000000");
        Assert.Equal(90_000_000, await LimitOfBidderAsync("--uscc", _bidder.Uscc)); // a look
        Assert.Equal(90_000_000, await LimitOfBidderAsync());
        Assert.Equal(100_000_000, await LimitOfBidderAsync("--uscc", _bidder.Uscc, "--end-exception"));
        await DeskAsync(ExitCode.Usage, "approve", id, "--premium-fen", "20000");
        await DeskAsync(ExitCode.Done, "approve", id, "--premium-fen", "2000000", "--document", PathOf("any.pdf"));
        await DeskAsync(ExitCode.Done, "take-back", id);
        await DeskAsync(ExitCode.Done, "approve", id, "--premium-fen", "20000", "--document", PathOf("any.pdf"));
        await OrderAsync(ExitCode.Done, "receive");
        await OrderAsync(ExitCode.Refused, "pay", id, "--from", "another");
        await OrderAsync(ExitCode.Done, "pay", id, "--from", "6222");
        await OrderAsync(ExitCode.Done, "sign", id, "--contract", PathOf("any.pdf"));

        // Another's key signs nothing in this folder, and looking into it takes no key at all.
        await RunAsync(ExitCode.Refused, "other.key", "desk", "issue", "--desk", PathOf("desk"));
        await RunAsync(ExitCode.Refused, "other.key", "desk", "card", "publish", "--desk", PathOf("desk"));
        await RunAsync(ExitCode.Done, "missing.key", "desk", "list", "--desk", PathOf("desk"));
        await RunAsync(ExitCode.Done, "missing.key", "order", "show", id, "--orders", PathOf("orders"));
        Assert.Empty((await RunAsync(ExitCode.Done, "missing.key", "desk", "repair", "--desk", PathOf("desk")))["held"]!.AsArray());
        await DeskAsync(ExitCode.Refused, "repair", id);

        var batch = (await DeskAsync(ExitCode.Done, "issue", "--dry-run"))["content"]!;
        Assert.Equal(id, (string?)Assert.Single(batch["waiting"]!.AsArray())!["order"]);
        Assert.Equal(1, (int)(await DeskAsync(ExitCode.Done, "issue"))["issued"]!);
        await OrderAsync(ExitCode.Done, "receive");
        var issued = await OrderAsync(ExitCode.Done, "show", id);
        Assert.Equal(("IssuedSealed", 10), ((string?)issued["state"], (int)issued["number"]!));

        // In the bidder's hand before the opening: the document, and what opens it when everything else is lost.
        await OrderAsync(ExitCode.Done, "pdf", id, "--out", PathOf("guarantee.pdf"), "--passport", PathOf("guarantee.ldgp"));
        Assert.StartsWith("%PDF", await File.ReadAllTextAsync(PathOf("guarantee.pdf")), StringComparison.Ordinal);
        await OrderAsync(ExitCode.Usage, "pdf", id, "--out", PathOf("guarantee.pdf")); // a file that exists is not touched
        await OrderAsync(ExitCode.Done, "voucher", id, "--out", PathOf("guarantee.voucher"));
        await OrderAsync(ExitCode.Done, "backup", "--words", PathOf("words"));
        string[] open = ["order", "open-voucher", PathOf("guarantee.voucher"), "--words", PathOf("words"), "--out", PathOf("opening.json")];
        Assert.Equal(Section, (string?)(await RunAsync(ExitCode.Done, "missing.key", open))["section"]);
        await RunAsync(
            ExitCode.Done, "missing.key", "passport", "export", "--guarantee", (string)issued["guarantee"]!, "--opening",
            PathOf("opening.json"), "--out", PathOf("opened.ldgp"));

        // The PC is lost: a new folder goes on, and the old one is told.
        await RunAsync(
            ExitCode.Refused, "other.key", "order", "recover", "--words", PathOf("words"), "--orders", PathOf("stolen"));
        await RunAsync(ExitCode.Done, "bidder.key", "order", "recover", "--words", PathOf("words"), "--orders", PathOf("recovered"));
        await OrderAsync(ExitCode.Refused, "receive");
        await OrderAsync(ExitCode.Done, "list"); // a look warns
        _orders = "recovered";

        // The words are lost too: the guarantor gives back what it has.
        string[] asked = ["--orders", PathOf("given")];
        await RunAsync(ExitCode.Done, "bidder.key", ["order", "recover", "--from-guarantor", Bank.Uscc, .. asked]);
        await DeskAsync(ExitCode.Done, "receive");
        await RunAsync(ExitCode.Done, "bidder.key", ["order", "receive", .. asked]);
        var given = Assert.Single((await RunAsync(ExitCode.Done, "bidder.key", ["order", "list", .. asked]))["orders"]!.AsArray())!;
        Assert.Equal((id, "IssuedSealed"), ((string?)given["order"], (string?)given["state"]));
        _orders = "given";

        await RunAsync(
            ExitCode.Done,
            "centre.key",
            "order",
            "attest",
            (string)issued["guarantee"]!,
            "--cause",
            "nobid",
            "--out",
            PathOf("attestation.json"));
        await OrderAsync(ExitCode.Done, "surrender", id, "--attestation", PathOf("attestation.json"));
        await DeskAsync(ExitCode.Done, "receive");
        await DeskAsync(ExitCode.Done, "approve", id);
        Assert.Equal(1, (int)(await DeskAsync(ExitCode.Done, "issue"))["surrendered"]!);
        await OrderAsync(ExitCode.Done, "receive");
        Assert.Equal("Surrendered", (string?)(await OrderAsync(ExitCode.Done, "list"))["orders"]![0]!["state"]);
        Assert.Equal(0, (await DeskAsync(ExitCode.Done, "limits"))["total_fen"].Number());
        await RunAsync(ExitCode.Done, "bank.key", "desk", "card", "withdraw");
        await RunAsync(ExitCode.Refused, "bank.key", "desk", "card", "withdraw");
        Assert.Empty((await RunAsync(ExitCode.Done, "bidder.key", "order", "guarantors"))["guarantors"]!.AsArray());
        await DeskAsync(ExitCode.Refused, "reject", id, "--reason", "晚了");
        await OrderAsync(ExitCode.Refused, "show", "00112233445566778899aabbccddeeff");
    }

    [Fact]
    public async Task A_running_desk_leaves_decoys_whether_orders_come_or_not()
    {
        await DeskAsync(
            ExitCode.Done,
            "init",
            PathOf("account.json"),
            "--form",
            "bank",
            "--nature",
            "independent",
            "--batch-size",
            "1",
            "--surrenders",
            "0",
            "--interval-seconds",
            "3");
        await DeskAsync(ExitCode.Done, "card", "publish");
        await DeskAsync(ExitCode.Usage, "run", "--own-decoys", "65");
        using (File.Open(PathOf("desk/run.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None))
        {
            await DeskAsync(ExitCode.Usage, "run", "--count", "1"); // one is at work already
        }
        var started = Stopwatch.GetTimestamp();
        var ticks = await LinesAsync(
            ExitCode.Done,
            "bank.key",
            "desk",
            "run",
            "--count",
            "2",
            "--own-decoys",
            "3",
            "--other-decoys",
            "1",
            "--desk",
            PathOf("desk"));
        Assert.Equal([1, 2], ticks.Select(tick => tick["batch"].Number()));

        // Four in each interval that has begun, however long the two ticks took; CoverTrafficTests count them on a driven clock.
        var intervals = (int)(Stopwatch.GetElapsedTime(started).TotalSeconds / 3) + 2;
        Assert.InRange(ticks[1]["decoys_left"].Number(), 1, 4 * intervals);
        await CancelAsync("bank.key", "desk", "run", "--desk", PathOf("desk"));
    }

    private async Task<long> LimitOfBidderAsync(params string[] args) =>
        (await DeskAsync(ExitCode.Done, ["limits", .. args]))["bidders"]![0]!["limit_fen"].Number();

    private Task<JsonNode> OrderAsync(int code, params string[] args) =>
        RunAsync(code, "bidder.key", ["order", .. args, "--orders", PathOf(_orders)]);

    private Task<JsonNode> DeskAsync(int code, params string[] args) =>
        RunAsync(code, "bank.key", ["desk", .. args, "--desk", PathOf("desk")]);
}
