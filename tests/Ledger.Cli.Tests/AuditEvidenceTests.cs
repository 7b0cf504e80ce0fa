using System.Diagnostics;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Google.Protobuf;
using Ledger.Protocol.V1;
using Ledger.Schema.Membership;
using Ledger.TestConsortium;
using static Ledger.TestConsortium.TenderStory;

namespace Ledger.Cli.Tests;

/// <summary>Evidence for a court, checked by the program that goes with it and by nothing of ours.</summary>
public sealed class AuditEvidenceTests : IClassFixture<AuditEvidenceTests.Bundle>
{
    private readonly Bundle _bundle;

    public AuditEvidenceTests(Bundle bundle) => _bundle = bundle;

    [Fact]
    public async Task A_court_verifies_it_with_python_alone()
    {
        var (exit, output) = await VerifyAsync(_bundle.Unpack(), "--chain", $"{TestChain.Genesis.ChainId}");
        Assert.True(exit == 0, output);
        Assert.Contains("核验通过 VERIFIED", output, StringComparison.Ordinal);
        Assert.Contains("guarantee.revealed", output, StringComparison.Ordinal);
        Assert.Contains("guarantee.released", output, StringComparison.Ordinal);
        Assert.Contains("原件 files/guarantee.txt: 其 SHA-256 摘要载于上述交易", output, StringComparison.Ordinal);
        Assert.Contains("原件 files/other.txt: 其摘要未见于上述交易", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_originals_of_one_name_are_refused_before_the_archive_is_read()
    {
        var other = Directory.CreateDirectory(Path.Combine(_bundle.Told.Folder, "second")).FullName;
        await File.WriteAllTextAsync(Path.Combine(other, "Guarantee.TXT"), "another of that name");
        var zip = Path.Combine(other, "evidence.zip");
        var (exit, _, error) = await _bundle.Told.RunAsync([.. _bundle.Command(zip), "--file", Path.Combine(other, "Guarantee.TXT")]);
        Assert.Equal(ExitCode.Usage, exit);
        Assert.Contains("rename one", error, StringComparison.Ordinal);
        Assert.False(File.Exists(zip));
    }

    [Fact]
    public async Task Another_chain_than_the_one_that_is_known_is_refused()
    {
        var (exit, output) = await VerifyAsync(_bundle.Unpack(), "--chain", new string('0', 64));
        Assert.Equal(1, exit);
        Assert.Contains("链标识", output, StringComparison.Ordinal);
    }

    public static TheoryData<string> Forgeries => [.. Forged.Keys];

    // What is spoilt, and the words that say so.
    private static readonly Dictionary<string, (Action<JsonObject> Spoil, string Says)> Forged = new(StringComparer.Ordinal)
    {
        ["transaction"] = (evidence => Flip(Act(evidence), "transaction", 40), "交易"),
        ["receipt"] = (evidence => Flip(Act(evidence), "receipt", 5), "回执不在该区块中"),
        ["another's receipt"] = (evidence =>
        {
            var first = Act(evidence);
            foreach (var field in (string[])["receipt", "receipt_path"])
            {
                first[field] = evidence["blocks"]![1]!["acts"]![0]![field]!.DeepClone();
            }
        }, "回执不在该区块中"),
        ["path"] = (evidence => Act(evidence)["receipt_path"]!.AsArray().Add(new string('a', 64)), "不在该区块中"),
        ["place"] = (evidence => Act(evidence)["index"] = 1, "不在该区块中"),
        ["header"] = (evidence => FlipHeader(evidence, 50), "投票签名无效"),
        ["roots"] = (evidence => FlipHeader(evidence, 120), "投票签名无效"),
        ["a vote's signature"] = (evidence => Flip(Vote(evidence), "signature", 20), "投票签名无效"),
        ["a vote's time"] = (evidence => Vote(evidence)["time"] = 5, "投票签名无效"),
        ["too few votes"] = (evidence => Keep(evidence, 2), "投票不足三分之二"),
        ["a vote twice"] = (evidence =>
        {
            Keep(evidence, 2);
            Block(evidence)["votes"]!.AsArray().Add(Vote(evidence).DeepClone());
        }, "不是验证节点或重复"),
        ["no votes"] = (evidence => Block(evidence).Remove("votes"), "未终局"),
        ["height"] = (evidence => Block(evidence)["height"] = 1_000, "高度不符"),
        ["format"] = (evidence => evidence["format"] = "ledger-evidence/2", "格式不识"),
        ["an act without its transaction"] = (evidence => Act(evidence).Remove("transaction"), "残缺"),
    };

    [Theory]
    [MemberData(nameof(Forgeries))]
    public async Task A_forgery_is_named(string forgery)
    {
        var (spoil, says) = Forged[forgery];
        var folder = _bundle.Unpack();
        var path = Path.Combine(folder, "evidence.json");
        var evidence = JsonNode.Parse(await File.ReadAllTextAsync(path))!.AsObject();
        spoil(evidence);
        await File.WriteAllTextAsync(path, evidence.ToJsonString());
        Relist(folder, "evidence.json");
        var (exit, output) = await VerifyAsync(folder);
        Assert.Equal(1, exit);
        Assert.Contains("NOT VERIFIED", output, StringComparison.Ordinal);
        Assert.Contains(says, output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_that_were_changed_or_taken_out_are_named()
    {
        var folder = _bundle.Unpack();
        await File.AppendAllTextAsync(Path.Combine(folder, "files", "guarantee.txt"), "!");
        Assert.Contains("guarantee.txt", (await VerifyAsync(folder)).Output, StringComparison.Ordinal);

        folder = _bundle.Unpack();
        var certificate = Path.GetFileName(Directory.GetFiles(Path.Combine(folder, "certificates"))[0]);
        var list = Path.Combine(folder, "SHA256_SM3.txt");
        await File.WriteAllLinesAsync(
            list, (await File.ReadAllLinesAsync(list)).Where(line => !line.EndsWith(certificate, StringComparison.Ordinal)));
        var (exit, output) = await VerifyAsync(folder);
        Assert.Equal(1, exit);
        Assert.Contains("缺少签名者的证书", output, StringComparison.Ordinal);

        folder = _bundle.Unpack();
        await File.AppendAllTextAsync(Path.Combine(folder, "SHA256_SM3.txt"), $"{new string('0', 64)} {new string('0', 64)}  ../x\n");
        Assert.Contains("越界", (await VerifyAsync(folder)).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_archive_gives_the_same_acts_and_nothing_is_replaced()
    {
        var again = Path.Combine(_bundle.Told.Folder, "again.zip");
        await _bundle.MakeAsync(again);
        Assert.Equal(
            await File.ReadAllTextAsync(Path.Combine(_bundle.Unpack(), "evidence.json")),
            await File.ReadAllTextAsync(Path.Combine(_bundle.Unpack(again), "evidence.json")));
        var before = await File.ReadAllBytesAsync(again);
        Assert.NotEqual(ExitCode.Done, (await _bundle.Told.RunAsync([.. _bundle.Command(again)])).Exit);
        Assert.Equal(before, await File.ReadAllBytesAsync(again));

        var nothing = await _bundle.Told.RunAsync(
            "audit", "evidence", _bundle.Told.Archive, "--section", "E0", "--out", Path.Combine(_bundle.Told.Folder, "none.zip"));
        Assert.Equal(ExitCode.NotFound, nothing.Exit);
    }

    private static JsonObject Block(JsonObject evidence) => evidence["blocks"]![0]!.AsObject();

    private static JsonObject Act(JsonObject evidence) => Block(evidence)["acts"]![0]!.AsObject();

    private static JsonObject Vote(JsonObject evidence) => Block(evidence)["votes"]![0]!.AsObject();

    private static void Keep(JsonObject evidence, int votes)
    {
        var all = Block(evidence)["votes"]!.AsArray();
        while (all.Count > votes)
        {
            all.RemoveAt(all.Count - 1);
        }
    }

    private static string Flipped(string base64, int at)
    {
        var bytes = Convert.FromBase64String(base64);
        bytes[at] ^= 1;
        return Convert.ToBase64String(bytes);
    }

    private static void Flip(JsonObject of, string field, int at) => of[field] = Flipped((string)of[field]!, at);

    private static void FlipHeader(JsonObject evidence, int at) =>
        Block(evidence)["headers"]![0] = Flipped((string)Block(evidence)["headers"]![0]!, at);

    private static void Relist(string folder, string name)
    {
        var list = Path.Combine(folder, "SHA256_SM3.txt");
        var bytes = File.ReadAllBytes(Path.Combine(folder, name));
        var sm3 = new byte[32];
        Crypto.Hashing.Hashers.For(Crypto.CryptoSuite.Guomi).Hash(bytes, sm3);
        File.WriteAllLines(list, File.ReadAllLines(list).Select(line => line.EndsWith("  " + name, StringComparison.Ordinal)
            ? $"{Convert.ToHexStringLower(SHA256.HashData(bytes))} {Convert.ToHexStringLower(sm3)}  {name}"
            : line));
    }

    private static async Task<(int Exit, string Output)> VerifyAsync(string folder, params string[] args)
    {
        var start = new ProcessStartInfo("python3", [Path.Combine(folder, "verify.py"), .. args])
        {
            RedirectStandardOutput = true,
            Environment = { ["PYTHONIOENCODING"] = "utf-8", ["PYTHONDONTWRITEBYTECODE"] = "1" },
        };
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output);
    }

    /// <summary>A bundle about a guarantee whose validators' set changed in between.</summary>
    public sealed class Bundle : IAsyncLifetime
    {
        internal StoryArchive Told { get; } = new(story =>
        {
            story.Announce();
            story.Issue(Winner);
            story.Open();
            story.ListBidders();
            story.ReleaseKey();
            story.Reveal(Winner, plant: terms => terms.DocumentDigest = ByteString.CopyFrom(SHA256.HashData("the guarantee"u8)));
            story.Tell(
                25.05, Centre, new Call(),
                ("validators.changed", MembershipTables.Validators.Key(MembershipTables.Current), TestChain.Genesis.Validators.Set));
            story.Complete();
            story.Evaluate(Winner);
            story.Publicize();
            story.Award();
            story.Contract(40);
            story.Release(Winner, 41, ReleaseReason.ContractSigned);
        });

        private string Zip => Path.Combine(Told.Folder, "evidence.zip");

        public Task InitializeAsync() => MakeAsync(Zip);

        public Task DisposeAsync()
        {
            Told.Dispose();
            return Task.CompletedTask;
        }

        internal IEnumerable<string> Command(string zip)
        {
            File.WriteAllText(Path.Combine(Told.Folder, "guarantee.txt"), "the guarantee");
            File.WriteAllText(Path.Combine(Told.Folder, "other.txt"), "another");
            return
            [
                "audit", "evidence", Told.Archive, "--guarantee", Convert.ToHexStringLower(IdOf(Winner)), "--by", "审计局 张某",
                "--file", Path.Combine(Told.Folder, "guarantee.txt"), "--file", Path.Combine(Told.Folder, "other.txt"), "--out", zip,
            ];
        }

        internal Task<JsonObject> MakeAsync(string zip) => Told.JsonAsync([.. Command(zip)]);

        internal string Unpack(string? zip = null)
        {
            var folder = Path.Combine(Told.Folder, Guid.NewGuid().ToString("N"));
            ZipFile.ExtractToDirectory(zip ?? Zip, folder);
            return folder;
        }
    }
}
