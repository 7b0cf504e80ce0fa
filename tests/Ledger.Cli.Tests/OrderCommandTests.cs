using System.Text.Json.Nodes;
using Ledger.Client;
using Ledger.Crypto;
using Ledger.Host;
using Ledger.Host.Consortium;
using Ledger.Orders.Tests;
using Ledger.Protocol.V1;
using Ledger.Seeds;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Cli.Tests;

/// <summary>A bidder and a guarantor on the command line, against four validators that keep mail.</summary>
public sealed class OrderCommandTests : IAsyncLifetime
{
    private const string Pin = "1234";
    private const string Section = "E4404000001001043001001";
    private readonly string _folder = Directory.CreateTempSubdirectory("ledger-order-cli").FullName;
    private readonly ConsortiumSeed _seed = ConsortiumSeed.Create(start: DateTimeOffset.UtcNow.AddMinutes(-1));
    private LocalConsortium _consortium = null!;
    private Participant _bidder = null!;

    public async Task InitializeAsync()
    {
        _consortium = await LocalConsortium.StartAsync(
            new ConsortiumOptions
            {
                DataDirectory = PathOf("nodes"),
                Genesis = _seed.Genesis,
                Validators = [.. _seed.Validators.Select(validator => new ConsortiumValidator(validator.Name, validator.KeyPair.CreateSigner()))],
                Mail = new MailOptions { Mailbox = new Ledger.Mailbox.MailboxOptions { StampBits = 4 }, FreeDiskBytesMin = 0 },
            },
            NullLoggerFactory.Instance,
            CancellationToken.None);
        _bidder = _seed.Authorities[1].Certify("91440400MA4UWX0R6T", "珠海建设有限公司");
        using var centre = LedgerClient.Open(new LedgerClientOptions
        {
            Genesis = _seed.Genesis,
            Node = _consortium.Nodes[0].Server.GrpcAddress,
            Signer = new ClientSigner(_seed.Zhuhai.CertificateId, _seed.Zhuhai.KeyPair.CreateSigner()),
        });
        using var opening = KeyPair.Generate(SignatureAlgorithm.Sm2Sm3);
        await new AnnouncedSections(_seed, _seed.Authorities[0].Certify("12350100MB02709751", "招标人"), _bidder, 15_000_000)
            .AnnounceAsync(centre, opening.PublicKey, DateTimeOffset.UtcNow.AddDays(25).ToUnixTimeMilliseconds(), Section);
        await File.WriteAllBytesAsync(PathOf("genesis.json"), _seed.Genesis.FileBytes.ToArray());
        await File.WriteAllTextAsync(PathOf("pin"), Pin);
        KeyFile.Create(PathOf("bidder.key"), _bidder.KeyPair, Pin);
        KeyFile.Create(PathOf("bank.key"), _seed.Guarantors.First(one => one.Form == GuaranteeForm.Bank).Participant.KeyPair, Pin);
        KeyFile.Create(PathOf("centre.key"), _seed.Zhuhai.KeyPair, Pin);
        await File.WriteAllTextAsync(PathOf("account.json"), """{"name": "海韵银行", "number": "1", "bank": "总行"}""");
        await File.WriteAllTextAsync(PathOf("me.json"), """{"uscc": "91440400MA4UWX0R6T", "name": "珠海建设有限公司", "basicAccount": {"name": "珠海建设有限公司", "number": "6222", "bank": "珠海银行"}}""");
        await File.WriteAllTextAsync(PathOf("any.pdf"), "any");
    }

    public async Task DisposeAsync()
    {
        await _consortium.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_order_runs_from_the_application_to_the_surrender(bool blind)
    {
        await DeskAsync(ExitCode.Done, "init", PathOf("account.json"), "--form", "bank", "--nature", "independent", "--batch-size", "4", "--surrenders", "1");
        var bank = _seed.Guarantors.First(one => one.Form == GuaranteeForm.Bank).Participant;
        string[] Application(string guarantor) => ["apply", PathOf("me.json"), "--guarantor", guarantor, "--section", Section, "--tender-document", PathOf("any.pdf"), .. blind ? ["--blind"] : Array.Empty<string>()];
        await OrderAsync(ExitCode.Usage, Application("bank.card"));
        await OrderAsync(ExitCode.Refused, Application(bank.Uscc)); // no card yet
        await DeskAsync(ExitCode.NotFound, "card", "show");
        await RunAsync(ExitCode.Refused, "bidder.key", "desk", "card", "publish", "--desk", PathOf("desk"));
        await DeskAsync(ExitCode.Done, "card", "publish");
        Assert.True((bool)(await DeskAsync(ExitCode.Done, "card", "show"))["is_this_desk"]!);
        var listed = Assert.Single((await RunAsync(ExitCode.Done, "bidder.key", "order", "guarantors"))["guarantors"]!.AsArray())!;
        Assert.Equal((bank.Uscc, bank.Name, "Bank", 7), ((string?)listed["uscc"], (string?)listed["name"], (string?)listed["form"], listed["cover_tiers_fen"]!.AsArray().Count));

        var application = Application(bank.Uscc);
        var id = (string)(await OrderAsync(ExitCode.Done, application))["order"]!;
        Assert.Equal(id, (string?)(await OrderAsync(ExitCode.Done, application))["order"]);

        Assert.Equal("Taken", (string?)(await DeskAsync(ExitCode.Done, "receive"))["letters"]![0]!["fate"]);
        var queued = (await DeskAsync(ExitCode.Done, "list"))["orders"]!.AsArray();
        Assert.Equal((id, blind ? null : Section), ((string?)queued[0]!["order"], (string?)queued[0]!["section"]));
        await DeskAsync(ExitCode.Done, "ask", id, "--reason", "请补充营业执照");
        await OrderAsync(ExitCode.Done, "receive");
        Assert.Equal("请补充营业执照", (string?)(await OrderAsync(ExitCode.Done, "show", id))["reasons"]![0]);
        await OrderAsync(ExitCode.Done, "materials", id, "--remark", "已补充");
        await DeskAsync(ExitCode.Done, "receive");

        await DeskAsync(ExitCode.Done, "limits", "--bidder-fen", "1");
        await DeskAsync(ExitCode.Refused, "approve", id, "--premium-fen", "20000", "--document", PathOf("any.pdf"));
        await DeskAsync(ExitCode.Done, "limits", "--bidder-fen", "100000000");
        await DeskAsync(ExitCode.Usage, "approve", id, "--premium-fen", "20000");
        await DeskAsync(ExitCode.Done, "approve", id, "--premium-fen", "20000", "--document", PathOf("any.pdf"));
        await OrderAsync(ExitCode.Done, "receive");
        await OrderAsync(ExitCode.Refused, "pay", id, "--from", "another");
        await OrderAsync(ExitCode.Done, "pay", id, "--from", "6222");
        await OrderAsync(ExitCode.Done, "sign", id, "--contract", PathOf("any.pdf"));

        Assert.Equal(1, (int)(await DeskAsync(ExitCode.Done, "issue"))["issued"]!);
        await OrderAsync(ExitCode.Done, "receive");
        var issued = await OrderAsync(ExitCode.Done, "show", id);
        Assert.Equal(("ISSUED_SEALED", 10), ((string?)issued["state"], (int)issued["number"]!));

        await RunAsync(ExitCode.Done, "centre.key", "order", "attest", (string)issued["guarantee"]!, "--cause", "nobid", "--out", PathOf("attestation.json"));
        await OrderAsync(ExitCode.Done, "surrender", id, "--attestation", PathOf("attestation.json"));
        await DeskAsync(ExitCode.Done, "receive");
        await DeskAsync(ExitCode.Done, "approve", id);
        Assert.Equal(1, (int)(await DeskAsync(ExitCode.Done, "issue"))["surrendered"]!);
        await OrderAsync(ExitCode.Done, "receive");
        Assert.Equal("SURRENDERED", (string?)(await OrderAsync(ExitCode.Done, "list"))["orders"]![0]!["state"]);
        Assert.Equal(0, (int)(await DeskAsync(ExitCode.Done, "limits"))["total_fen"]!);
        await RunAsync(ExitCode.Done, "bank.key", "desk", "card", "withdraw");
        await RunAsync(ExitCode.Refused, "bank.key", "desk", "card", "withdraw");
        Assert.Empty((await RunAsync(ExitCode.Done, "bidder.key", "order", "guarantors"))["guarantors"]!.AsArray());
        await DeskAsync(ExitCode.Refused, "reject", id, "--reason", "晚了");
        await OrderAsync(ExitCode.Refused, "show", "00112233445566778899aabbccddeeff");
    }

    [Fact]
    public async Task A_running_desk_leaves_decoys_whether_orders_come_or_not()
    {
        await DeskAsync(ExitCode.Done, "init", PathOf("account.json"), "--form", "bank", "--nature", "independent", "--batch-size", "1", "--surrenders", "0", "--interval-seconds", "3");
        await DeskAsync(ExitCode.Done, "card", "publish");
        await DeskAsync(ExitCode.Usage, "run", "--own-decoys", "65");
        var ticks = await LinesAsync(ExitCode.Done, "bank.key", "desk", "run", "--count", "2", "--own-decoys", "3", "--other-decoys", "1", "--desk", PathOf("desk"));
        Assert.Equal([1, 2], ticks.Select(tick => (int)tick["batch"]!));
        Assert.InRange((int)ticks[1]["decoys_left"]!, 4, 12); // the first interval's, and what had come of the next ones
        Assert.Equal(0, (int)ticks[1]["decoys_failed"]!);
    }

    private string PathOf(string name) => Path.Combine(_folder, name);

    private Task<JsonNode> OrderAsync(int code, params string[] args) => RunAsync(code, "bidder.key", ["order", .. args, "--orders", PathOf("orders")]);

    private Task<JsonNode> DeskAsync(int code, params string[] args) => RunAsync(code, "bank.key", ["desk", .. args, "--desk", PathOf("desk")]);

    private async Task<JsonNode> RunAsync(int code, string key, params string[] args) =>
        await TextAsync(code, key, args) is { Length: > 0 } text ? JsonNode.Parse(text)! : new JsonObject();

    private async Task<JsonNode[]> LinesAsync(int code, string key, params string[] args) =>
        [.. (await TextAsync(code, key, args)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!)];

    private async Task<string> TextAsync(int code, string key, string[] args)
    {
        await using var output = new StringWriter();
        await using var error = new StringWriter();
        var variables = new Dictionary<string, string>
        {
            ["LEDGER_GENESIS"] = PathOf("genesis.json"),
            ["LEDGER_NODE"] = _consortium.Nodes[0].Server.GrpcAddress.ToString(),
            ["LEDGER_KEY"] = PathOf(key),
            ["LEDGER_PIN_FILE"] = PathOf("pin"),
        };
        var context = new CliContext { Out = output, Error = error, Variable = name => variables.GetValueOrDefault(name), Width = 200 };
        var ended = await LedgerCommandLine.RunAsync([.. args, "--json"], context, CancellationToken.None);
        Assert.True(ended == code, $"{string.Join(' ', args)} ended with {ended}: {error}");
        return output.ToString();
    }
}
