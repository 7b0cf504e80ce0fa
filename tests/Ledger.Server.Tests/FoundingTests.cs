using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Google.Protobuf;
using Ledger.Crypto.Keys;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Server.Founding;
using Ledger.Terminal;

namespace Ledger.Server.Tests;

/// <summary><c>ledger init</c>: a consortium from a members file, whole or not at all.</summary>
public sealed class FoundingTests : ServerFixture
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    [Fact]
    public async Task Each_member_gets_a_folder_that_its_node_takes_and_secrets_are_its_owners_alone()
    {
        var members = Loopback();
        (members["members"]![0]!["web_port"], members["members"]![0]!["web_root"]) = (0, "pages");
        var (code, shown, error) = await InitAsync(members);
        Assert.True(code == ExitCode.Done, error);
        var genesis = GenesisFile.Parse(File.ReadAllBytes(PathOf("out/genesis.json")));
        Assert.Contains(genesis.ChainId.ToString(), shown, StringComparison.Ordinal);
        Assert.Equal(4, genesis.Validators.Set.Validators.Count);
        foreach (var member in (string[])["zhuhai", "beijing", "guangzhou", "regulator"])
        {
            (code, shown, error) = await RunAsync("node", "--config", PathOf($"out/{member}/node.json"), "--check", "--json");
            Assert.True(code == ExitCode.Done, error);
            Assert.Equal(genesis.ChainId.ToString(), JsonNode.Parse(shown)!["chain_id"]!.GetValue<string>());
            Assert.Equal(genesis.FileBytes.ToArray(), File.ReadAllBytes(PathOf($"out/{member}/genesis.json")));
        }

        var configured = JsonNode.Parse(File.ReadAllText(PathOf("out/zhuhai/node.json")))!;
        Assert.Equal("pages", configured["web_root"]!.GetValue<string>());
        Assert.NotEqual(0, configured["web_port"]!.GetValue<int>());
        foreach (var (set, words) in new[]
        {
            ("blocks_kept=0", "This node is an archive"), ("blocks_kept=1023", "must be 0, which keeps all, or at least 1024"),
            ("blocks_kept=1024", "There is no data directory"),
        })
        {
            (code, _, error) = await RunAsync("prune", "--config", PathOf("out/zhuhai/node.json"), "--set", set);
            Assert.Equal(ExitCode.Usage, code);
            Assert.Contains(words, error, StringComparison.Ordinal);
        }

        var secrets = Directory.EnumerateFiles(PathOf("out"), "*", SearchOption.AllDirectories)
            .Where(path => Path.GetExtension(path) is ".key" or ".vote" || Path.GetFileName(path) == "pin").ToList();
        Assert.Equal((4 * (5 + 2 + 1)) + 3 + 3, secrets.Count); // keys, PINs, lock; three of the etcd; the founder's
        Assert.All(secrets, path => Assert.Equal(OwnerOnly, ModeOf(path)));
        Assert.All(
            Directory.EnumerateDirectories(PathOf("out"), "*", SearchOption.AllDirectories).Append(PathOf("out")),
            path => Assert.Equal(OwnerOnly | UnixFileMode.UserExecute, ModeOf(path)));
        Assert.DoesNotContain(secrets, path => path.Contains("/regulator/etcd/member", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_shown_has_no_key_and_no_PIN()
    {
        var (_, shown, error) = await InitAsync(Loopback());
        var pins = Directory.EnumerateFiles(PathOf("out"), "pin", SearchOption.AllDirectories).Select(File.ReadAllText).ToList();
        Assert.Equal((4 * 2) + 1, pins.Distinct().Count());
        Assert.All(pins, pin => Assert.DoesNotContain(pin.Trim(), shown + error, StringComparison.Ordinal));
        Assert.DoesNotContain("PRIVATE", shown, StringComparison.Ordinal);
        Assert.Contains("founder/ is never sent", shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_that_is_there_is_touched_and_a_dry_run_writes_nothing()
    {
        var (code, shown, _) = await InitAsync(Loopback(), "--dry-run", "--lang", "zh");
        Assert.Equal(ExitCode.Done, code);
        Assert.Contains("未写入任何内容", shown, StringComparison.Ordinal);
        Assert.False(Path.Exists(PathOf("out")));

        Directory.CreateDirectory(PathOf("out.unfinished"));
        (code, _, var error) = await InitAsync(Loopback());
        Assert.Equal(ExitCode.Usage, code);
        Assert.Contains("out.unfinished was left by a founding that was broken off", error, StringComparison.Ordinal);
        Directory.Delete(PathOf("out.unfinished"));

        await InitAsync(Loopback());
        var genesis = File.ReadAllBytes(PathOf("out/genesis.json"));
        (code, _, error) = await InitAsync(Loopback());
        Assert.Equal(ExitCode.Usage, code);
        Assert.Contains("already exists, and nothing is overwritten", error, StringComparison.Ordinal);
        Assert.Equal(genesis, File.ReadAllBytes(PathOf("out/genesis.json")));
    }

    [Fact]
    public void What_cannot_be_written_whole_is_removed()
    {
        File.WriteAllText(PathOf("members.json"), Loopback().ToJsonString());
        var file = MembersReader.Read(PathOf("members.json"));
        using var founder = new Founder(
            file with { Members = [.. file.Members.Take(3), file.Members[3] with { Node = "zhuhai" }] }, DateTimeOffset.UtcNow);
        Assert.ThrowsAny<IOException>(() => founder.Write(PathOf("out"))); // the fourth's files are there already
        Assert.Empty(Directory.EnumerateFileSystemEntries(PathOf("."), "out*"));
    }

    [Theory]
    [InlineData("en")]
    [InlineData("zh")]
    public async Task Every_fault_is_named_at_once(string language)
    {
        var wrong = Loopback();
        wrong["name"] = " ";
        wrong["suite"] = "rot13";
        wrong["time"] = "yesterday";
        wrong["heartbeat_ms"] = 0;
        wrong["genesis"] = "nowhere.json";
        wrong["colour"] = "red";
        var members = wrong["members"]!.AsArray();
        members[0]!["node"] = "founder";
        members[0]!["uscc"] = "12440400";
        members[0]!["region"] = "Zhuhai";
        members[0]!["roles"] = new JsonArray("Emperor");
        members[0]!["power"] = -1;
        members[0]!["address"] = "localhost";
        members[1]!["grpc_port"] = 70_000;
        members[1]!["etcd"]!["colour"] = "red";
        members[1]!["certificate"] = "nowhere.crt";
        members[2]!["address"] = "10.0.0.3"; // port 0 takes one of this machine
        members[2]!["public_keys"] = new JsonObject { ["voting"] = "04", ["receipts"] = "04" };
        members[2]!["web_root"] = "dist"; // and no web_port
        members[3]!.AsObject().Remove("name");
        (members[3]!["web_port"], members[3]!["web_root"]) = (7403, "");
        var (code, _, error) = await InitAsync(wrong, "--lang", language);
        Assert.Equal(ExitCode.Usage, code);
        string[] places =
        [
            "name", "suite", "time", "heartbeat_ms", "genesis", "colour", "members[0].node", "members[0].uscc", "members[0].region",
            "members[0].roles", "members[0].power", "members[0].address", "members[1].grpc_port", "members[1].etcd.colour",
            "members[1].certificate", "members[2].grpc_port", "members[2].public_keys.voting", "members[2].public_keys.tls",
            "members[2].web_root", "members[3].name", "members[3].web_root",
        ];
        var colon = language == "zh" ? "：" : ": ";
        Assert.All(places, place => Assert.Contains($"\n{place}{colon}", $"\n{error}", StringComparison.Ordinal));
        Assert.False(Path.Exists(PathOf("out")));
    }

    [Theory]
    [InlineData("members[1].node: it is that of members[0] too", "node", "ZHUHAI")]
    [InlineData("members[1].uscc: it is that of members[0] too", "uscc", "12440400XYKE27AY53")]
    [InlineData("members: beijing has 7 of 10 votes", "power", "7")]
    [InlineData("members[1].peer_port: 127.0.0.1:7001 is taken by members[1].grpc_port", "grpc_port", "7001")]
    [InlineData("members: 2 of them run a member of the etcd", "etcd", "")]
    public async Task What_members_must_not_share_is_named(string fault, string field, string value)
    {
        var wrong = Loopback();
        var second = wrong["members"]![1]!.AsObject();
        second[field] = int.TryParse(value, out var number) ? number : value;
        if (field == "grpc_port")
        {
            second["peer_port"] = number;
        }
        else if (field == "etcd")
        {
            second.Remove(field);
        }

        var (code, _, error) = await InitAsync(wrong);
        Assert.Equal(ExitCode.Usage, code);
        Assert.Contains(fault, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_genesis_that_would_contradict_itself_is_refused_with_its_reasons()
    {
        var wrong = Loopback();
        File.WriteAllText(PathOf("more.json"), """{"members": [{"uscc": "12440400XYKE27AY53", "name": "甲", "region": "440400"}]}""");
        wrong["genesis"] = "more.json";
        var (code, _, error) = await InitAsync(wrong);
        Assert.Equal(ExitCode.Usage, code);
        Assert.Contains("Member 12440400XYKE27AY53 is listed twice.", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_that_a_member_made_at_home_and_certificates_of_its_authority_are_taken_and_none_is_made()
    {
        var owner = Seed.Validators[0].Owner;
        File.WriteAllBytes(PathOf("owner.crt"), owner.Certificate.Der.Span);
        var more = new Genesis { CertificateAnchors = { ByteString.CopyFrom(Seed.Authorities[0].Root.Der.Span) } };
        File.WriteAllText(PathOf("more.json"), JsonFormatter.Default.Format(more));
        using var tlsKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var tls = new CertificateRequest("CN=home", tlsKey, HashAlgorithmName.SHA256)
            .CreateSelfSigned(DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddDays(1));
        File.WriteAllText(PathOf("home.pem"), tls.ExportCertificatePem());
        using var voting = KeyPair.Generate(Seed.Algorithm);
        using var receipts = KeyPair.Generate(Seed.Algorithm);
        var file = Loopback();
        file["genesis"] = "more.json";
        var member = file["members"]![0]!;
        (member["uscc"], member["name"], member["certificate"]) = (owner.Uscc, owner.Name, "owner.crt");
        member["public_keys"] = new JsonObject
        {
            ["voting"] = Convert.ToHexStringLower(voting.PublicKey.Encoded),
            ["receipts"] = Convert.ToHexStringLower(receipts.PublicKey.Encoded),
            ["tls"] = "home.pem",
        };
        var (code, _, error) = await InitAsync(file);
        Assert.True(code == ExitCode.Done, error);
        var keys = Directory.EnumerateFiles(PathOf("out/zhuhai"), "*", SearchOption.AllDirectories)
            .Where(path => path.EndsWith(".key", StringComparison.Ordinal) || Path.GetFileName(path) == "pin").Select(Path.GetFileName);
        Assert.Equal(["member.key", "node.key"], keys.Order()); // of the etcd alone

        // With its own keys put there the node takes the folder.
        KeyFile.Create(PathOf("out/zhuhai/keys/validator.key"), voting, "a pin of its own");
        KeyFile.Create(PathOf("out/zhuhai/keys/receipts.key"), receipts, "a pin of its own");
        File.WriteAllText(PathOf("out/zhuhai/keys/pin"), "a pin of its own\n");
        File.WriteAllText(PathOf("out/zhuhai/tls/node.key"), tlsKey.ExportPkcs8PrivateKeyPem());
        (code, _, error) = await RunAsync("node", "--config", PathOf("out/zhuhai/node.json"), "--check");
        Assert.True(code == ExitCode.Done, error);
    }

    [Fact]
    public async Task A_key_that_is_made_for_a_member_opens_with_its_own_PIN_and_not_with_the_nodes()
    {
        await InitAsync(Loopback());
        KeyPair? Open(string key, string pin) =>
            KeyFile.TryOpen(PathOf($"out/zhuhai/{key}"), File.ReadAllText(PathOf($"out/zhuhai/{pin}")).Trim(), out _);
        using var own = Open("member/member.key", "member/pin");
        using var voting = Open("keys/validator.key", "keys/pin");
        Assert.NotNull(own);
        Assert.NotNull(voting);
        Assert.Null(Open("member/member.key", "keys/pin"));
    }

    [Fact]
    public void The_schema_has_the_fields_that_are_read()
    {
        var schema = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Repository.Root, "docs/spec/members.schema.json"))).RootElement;
        static IEnumerable<string> FieldsOf(JsonElement of) => of.GetProperty("properties").EnumerateObject().Select(field => field.Name);
        var member = schema.GetProperty("$defs").GetProperty("member");
        Assert.Equal(MembersReader.FileFields, FieldsOf(schema));
        Assert.Equal(MembersReader.MemberFields, FieldsOf(member));
        Assert.Equal(MembersReader.EtcdFields, FieldsOf(member.GetProperty("properties").GetProperty("etcd")));
        Assert.Equal(MembersReader.KeyFields, FieldsOf(member.GetProperty("properties").GetProperty("public_keys")));
        var roles = member.GetProperty("properties").GetProperty("roles").GetProperty("items").GetProperty("enum");
        Assert.Equal(Enum.GetNames<Role>().Skip(1), roles.EnumerateArray().Select(role => role.GetString()));
        Assert.Equal(
            MembersReader.MembersMax, schema.GetProperty("properties").GetProperty("members").GetProperty("maxItems").GetInt32());
    }

    [Fact]
    public void The_shipped_example_is_taken_as_it_stands()
    {
        var file = MembersReader.Read(Path.Combine(Repository.Root, "docs/operations/members/loopback.json"));
        Assert.Equal(["zhuhai", "beijing", "guangzhou", "regulator"], file.Members.Select(member => member.Node));
        Assert.Equal(
            file.Members.Select(member => member.Entry.Uscc[17]),
            file.Members.Select(member => UnifiedSocialCreditCode.CheckCharacter(member.Entry.Uscc.Remove(17))));
    }

    [Fact]
    public void Flags_become_the_variables_that_etcd_reads()
    {
        Assert.Equal("ETCD_DATA_DIR=etcd/data", EtcdSettings.OfFlag("--data-dir=etcd/data"));
        Assert.Equal("ETCD_CLIENT_CERT_AUTH=true", EtcdSettings.OfFlag("--client-cert-auth"));
        Assert.Equal("ETCD_INITIAL_CLUSTER=a=https://b:1", EtcdSettings.OfFlag("--initial-cluster=a=https://b:1"));
    }

    // The shipped example, on free ports.
    internal static JsonObject Loopback()
    {
        var path = Path.Combine(Repository.Root, "docs/operations/members/loopback.json");
        var file = JsonNode.Parse(File.ReadAllText(path, Encoding.UTF8))!.AsObject();
        foreach (var member in file["members"]!.AsArray())
        {
            (member!["grpc_port"], member["peer_port"], member["metrics_port"]) = (0, 0, 0);
            if (member["etcd"] is { } etcd)
            {
                (etcd["client_port"], etcd["peer_port"]) = (0, 0);
            }
        }

        return file;
    }

    private static UnixFileMode ModeOf(string path) => OperatingSystem.IsWindows() ? default : File.GetUnixFileMode(path);

    private Task<(int Code, string Out, string Error)> InitAsync(JsonObject members, params string[] more)
    {
        File.WriteAllText(PathOf("members.json"), members.ToJsonString());
        return RunAsync(["init", "--members", PathOf("members.json"), "--out", PathOf("out"), .. more]);
    }
}
