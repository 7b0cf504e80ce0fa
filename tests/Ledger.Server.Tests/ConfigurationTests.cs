using System.Runtime.Versioning;
using System.Text.Json.Nodes;
using Ledger.Terminal;

namespace Ledger.Server.Tests;

/// <summary>Each fault of a configuration: named, with the others, before anything is started or written.</summary>
[SupportedOSPlatform("linux")]
public sealed class ConfigurationTests : ServerFixture
{
    public static TheoryData<string, string> Faults => new()
    {
        { "genesis-absent", "genesis: " },
        { "genesis-foreign", "genesis: The genesis file is not the JSON form" },
        { "no-validators", "validators: none is named" },
        { "bad-name", "'../zhuhai' is no name of a folder" },
        { "taken-name", "the folder locks is the node's own" },
        { "one-name", "two are called zhuhai" },
        { "pin-absent", "zhuhai: the PIN cannot be read" },
        { "pin-wrong", "the PIN is wrong, or the file was changed" },
        { "key-absent", "zhuhai: key file" },
        { "key-open-to-others", "others may read it" },
        { "receipts-with-voting-key", "zhuhai: receipts would be signed with the key that votes" },
        { "one-key", "they have one key, which would vote twice" },
        { "foreign-key", "is no validator's of this genesis" },
        { "no-quorum", "votes. No block becomes final" },
        { "bad-address", "address: localhost is no IP address" },
        { "bad-port", "grpc_port: 4 ports from 65533 on" },
        { "bad-web-port", "web_port: 4 ports from -1 on" },
        { "one-port", "4 ports from 7300 and from 7303 on are partly the same" },
        { "pages-without-port", "web_root: pages are served on web_port, which is not set" },
        { "pages-with-data", "web_root: it and the folder of the data lie one in the other" },
        { "pages-in-data", "web_root: it and the folder of the data lie one in the other" },
        { "traces-in-clear", "traces say when somebody bids, and go in clear to this machine alone" },
        { "traces-nowhere", "traces.collector: 'jaeger' is no address of a collector" },
        { "traces-of-none", "traces.one_in: it is 0, and must be at least 1" },
        { "origins-without-port", "web_origins: browsers call on web_port, which is not set" },
        { "bad-origin", "web_origins: 'https://portal.example/' is no origin as a browser says it" },
        { "bad-heartbeat", "heartbeat_ms: it is 0" },
        { "bad-letters", "mail.mailbox: StampBits is 99" },
        { "bad-documents", "mail.documents: UploadsMax is 0" },
        { "bad-access", "access.open: 'everything' is none of" },
        { "bad-tls", "tls.certificate, tls.key: " },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_fault_is_named(string fault, string words)
    {
        var (code, output, error) = await RunAsync("check-config", Write(Spoil(Good(), fault)));
        Assert.Equal((ExitCode.Usage, ""), (code, output));
        Assert.Contains(words, error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_faults_are_named_at_once_and_nothing_is_started()
    {
        var bad = Spoil(Spoil(Spoil(Good(), "bad-address"), "bad-port"), "pin-absent");
        var (code, _, error) = await RunAsync("serve", Write(bad));
        Assert.Equal(ExitCode.Usage, code);
        Assert.Equal(3, error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.False(Directory.Exists(PathOf("data")));
    }

    [Theory]
    [InlineData("""{"genesis": "g", "data": "d"}""", "validators")]
    [InlineData("""{"genesis": "g", "data": "d", "validators": [], "hartbeat_ms": 5}""", "hartbeat_ms")]
    [InlineData("""{"genesis": "g", "data": "d", "validators": [], "data": "e"}""", "data")]
    [InlineData("""{"genesis": "g", "data": "d", "validators": [], "mail": {"mailbox": {"letters": 5}}}""", "letters")]
    [InlineData("[]", "no JSON object")]
    [InlineData("null", "no JSON object")]
    public async Task What_is_no_configuration_is_named(string text, string words)
    {
        await File.WriteAllTextAsync(PathOf("node.json"), text);
        var (code, _, error) = await RunAsync("check-config", PathOf("node.json"));
        Assert.Equal(ExitCode.Usage, code);
        Assert.Contains(words, error, StringComparison.Ordinal);
        Assert.Contains("node.json", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_too_long_or_absent_is_named()
    {
        await File.WriteAllBytesAsync(PathOf("long.json"), new byte[(1024 * 1024) + 1]);
        Assert.Contains("the most is 1048576", (await RunAsync("check-config", PathOf("long.json"))).Error, StringComparison.Ordinal);
        Assert.Contains("There is no configuration", (await RunAsync("check-config", PathOf("none.json"))).Error, StringComparison.Ordinal);
    }

    private JsonObject Spoil(JsonObject good, string fault)
    {
        var validators = good["validators"]!.AsArray();
        var (first, second) = (validators[0]!.AsObject(), validators[1]!.AsObject());
        switch (fault)
        {
            case "genesis-absent": good["genesis"] = "none.json"; break;
            case "genesis-foreign": good["genesis"] = "pin"; break;
            case "no-validators": validators.Clear(); break;
            case "bad-name": first["name"] = "../zhuhai"; break;
            case "taken-name": first["name"] = "locks"; break;
            case "one-name": second["name"] = "zhuhai"; break;
            case "pin-absent": first["pin_file"] = "none"; break;
            case "pin-wrong": first["pin_file"] = "genesis.json"; break;
            case "key-absent": first["key"] = "none"; break;
            case "key-open-to-others":
                WriteKey("open.key");
                File.SetUnixFileMode(PathOf("open.key"), UnixFileMode.UserRead | UnixFileMode.OtherRead);
                first["key"] = "open.key";
                break;
            case "receipts-with-voting-key": first["receipts"] = first["key"]!.GetValue<string>(); break;
            case "one-key": second["key"] = first["key"]!.GetValue<string>(); break;
            case "foreign-key":
                WriteKey("foreign.key");
                first["key"] = "foreign.key";
                break;
            case "no-quorum":
                validators.RemoveAt(3);
                validators.RemoveAt(2);
                break;
            case "bad-address": good["address"] = "localhost"; break;
            case "bad-port": good["grpc_port"] = 65_533; break;
            case "bad-web-port": good["web_port"] = -1; break;
            case "one-port": (good["grpc_port"], good["web_port"]) = (7_300, 7_303); break;
            case "pages-without-port":
                good["web_root"] = "pages";
                good.Remove("web_port");
                break;
            case "pages-with-data": good["web_root"] = "."; break;
            case "pages-in-data": good["web_root"] = "data/pages"; break;
            case "traces-in-clear": good["traces"] = new JsonObject { ["collector"] = "http://10.0.0.1:4318/" }; break;
            case "traces-nowhere": good["traces"] = new JsonObject { ["collector"] = "jaeger" }; break;
            case "traces-of-none":
                good["traces"] = new JsonObject { ["collector"] = "https://10.0.0.1:4318/", ["one_in"] = 0 };
                break;
            case "origins-without-port":
                good["web_origins"] = new JsonArray("https://portal.example");
                good.Remove("web_port");
                break;
            case "bad-origin": good["web_origins"] = new JsonArray("https://portal.example/"); break;
            case "bad-heartbeat": good["heartbeat_ms"] = 0; break;
            case "bad-letters": good["mail"]!["mailbox"] = new JsonObject { ["stamp_bits"] = 99 }; break;
            case "bad-documents": good["mail"]!["documents"] = new JsonObject { ["uploads_max"] = 0 }; break;
            case "bad-access": good["access"] = new JsonObject { ["open"] = new JsonArray("everything") }; break;
            case "bad-tls": good["tls"] = new JsonObject { ["certificate"] = "pin", ["key"] = "pin" }; break;
            default: throw new ArgumentOutOfRangeException(nameof(fault), fault, null);
        }

        return good;
    }
}
