using System.Text.Json.Nodes;
using Ledger.FakeNode;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Cli.Tests;

public sealed class ExitCodeTests : CliFixture
{
    private const string Calls = """{"calls": [{"account": {"registerSubject": {"uscc": "91440400MA4UWX0R6T", "name": "珠海"}}}]}""";

    [Theory]
    [InlineData("nosuch")]
    [InlineData("tx")]
    [InlineData("block show minus")]
    [InlineData("guarantee claim 00")]
    [InlineData("guarantee show 00")]
    [InlineData("guarantee list")]
    [InlineData("tx status 12")]
    [InlineData("tx submit nowhere.json")]
    [InlineData("state get %zz")]
    [InlineData("status --node nowhere")]
    [InlineData("status --genesis nowhere.json")]
    [InlineData("keys new --out x --algorithm md5")]
    public async Task Wrong_use_is_2(string line)
    {
        var (code, output, error) = await RunAsync(line.Split(' '));
        Assert.Equal(ExitCode.Usage, code);
        Assert.Empty(output);
        Assert.NotEmpty(error);
    }

    [Fact]
    public async Task A_refusal_is_1_and_names_rule_and_remedy()
    {
        await File.WriteAllTextAsync(PathOf("calls.json"), Calls);
        Server.Behaviour.SubmitErrors.Enqueue(FakeNodeService.Refuse(RefusalCode.NotPermitted, "not a trading centre"));
        var (code, _, error) = await RunAsync("tx", "submit", PathOf("calls.json"), "--json");
        Assert.Equal(ExitCode.Refused, code);
        var document = JsonNode.Parse(error.TrimEnd().Split('\n')[^1])!["error"]!; // a doubt about the code stands in the line before
        Assert.Equal(1, (int)document["exit_code"]!);
        Assert.Equal("NOT_PERMITTED", (string?)document["name"]);
        Assert.Equal(RefusalCatalog.Find(RefusalCode.NotPermitted)!.Remedy, (string?)document["remedy"]);
        Assert.Equal(RefusalCatalog.Find(RefusalCode.NotPermitted)!.Chinese.Remedy, (string?)document["remedy_zh"]);
    }

    [Theory]
    [InlineData("zh", null, true)]
    [InlineData(null, "zh_CN.UTF-8", true)]
    [InlineData("en", "zh_CN.UTF-8", false)]
    [InlineData(null, "en_GB.UTF-8", false)]
    public async Task A_refusal_is_in_chinese_beside_english_where_the_person_reads_it(string? language, string? locale, bool chinese)
    {
        await File.WriteAllTextAsync(PathOf("calls.json"), Calls);
        Set("LANG", locale);
        string[] line = ["tx", "submit", PathOf("calls.json"), .. language is null ? Array.Empty<string>() : ["--lang", language]];
        var words = RefusalCatalog.Find(RefusalCode.NotPermitted)!;

        Server.Behaviour.SubmitErrors.Enqueue(FakeNodeService.Refuse(RefusalCode.NotPermitted, "not a trading centre"));
        var (_, _, error) = await RunAsync(line);
        Assert.Contains(words.Remedy, error, StringComparison.Ordinal);
        Assert.Equal(chinese, error.Contains(words.Chinese.Remedy, StringComparison.Ordinal));
        Assert.Equal(chinese, error.Contains(words.Chinese.Rule, StringComparison.Ordinal));

        Server.Behaviour.ReceiptOf = _ => new Receipt { Code = (uint)RefusalCode.NotPermitted, Detail = "not a trading centre" };
        var (_, table, _) = await RunAsync(line);
        Assert.Contains(words.Remedy, table, StringComparison.Ordinal);
        Assert.Equal(chinese, table.Contains(words.Chinese.Remedy, StringComparison.Ordinal));
        var document = await JsonAsync(ExitCode.Refused, line);
        Assert.Equal((words.Remedy, words.Chinese.Remedy), ((string?)document["remedy"], (string?)document["remedy_zh"]));
        Assert.Equal((words.Rule, words.Chinese.Rule), ((string?)document["rule"], (string?)document["rule_zh"]));
    }

    // The attack: a second content under a used key, and a script that reads exit 0.
    [Theory]
    [InlineData("en")]
    [InlineData("zh")]
    public async Task Other_calls_under_a_used_business_key_are_1_in_words(string language)
    {
        await File.WriteAllTextAsync(PathOf("calls.json"), Calls);
        string[] line = ["tx", "submit", PathOf("calls.json"), "--business-key", "a key of twenty bytes", "--lang", language];
        var first = await JsonAsync(ExitCode.Done, line);
        var id = (string)first["transaction"]!;
        Server.Behaviour.ReceiptOf = _ => new Receipt
        {
            Code = (uint)RefusalCode.OtherContent,
            Detail = "other calls",
            FirstTransaction = Google.Protobuf.ByteString.CopyFrom(Convert.FromHexString(id)),
            FirstContent = Google.Protobuf.ByteString.CopyFrom(new byte[32]),
        };
        var document = await JsonAsync(ExitCode.Refused, line);
        Assert.False((bool)document["done"]!);
        Assert.Equal(
            ("OTHER_CONTENT", id, new string('0', 64)),
            ((string?)document["name"], (string?)document["first_transaction"], (string?)document["first_content"]));
        var (code, table, _) = await RunAsync(line);
        var words = RefusalCatalog.Find(RefusalCode.OtherContent)!;
        Assert.Equal(ExitCode.Refused, code);
        Assert.Contains(words.Remedy, table, StringComparison.Ordinal);
        Assert.Equal(language == "zh", table.Contains(words.Chinese.Remedy, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_locale_is_that_of_posix_and_another_language_is_wrong_use()
    {
        await File.WriteAllTextAsync(PathOf("calls.json"), Calls);
        Set("LC_ALL", "C");
        Set("LANG", "zh_CN.UTF-8");
        Server.Behaviour.SubmitErrors.Enqueue(FakeNodeService.Refuse(RefusalCode.NotPermitted, "not a trading centre"));
        Assert.DoesNotContain("规则", (await RunAsync("tx", "submit", PathOf("calls.json"))).Error, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Usage, (await RunAsync("tx", "submit", PathOf("calls.json"), "--lang", "fr")).Code);
    }

    [Fact]
    public async Task A_final_refusal_is_1_with_the_transaction_shown()
    {
        await File.WriteAllTextAsync(PathOf("calls.json"), Calls);
        Server.Behaviour.ReceiptOf = _ => new Receipt { Code = (uint)RefusalCode.SubjectExists, Detail = "there already" };
        var document = await JsonAsync(ExitCode.Refused, "tx", "submit", PathOf("calls.json"));
        Assert.Equal("SUBJECT_EXISTS", (string?)document["name"]);
        Assert.Equal("there already", (string?)document["detail"]);
    }

    [Fact]
    public async Task A_node_that_is_not_there_is_3()
    {
        var (code, _, error) = await RunAsync("status", "--node", "http://127.0.0.1:1");
        Assert.Equal(ExitCode.Unreachable, code);
        Assert.Contains("What to do", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lie_is_4_and_named()
    {
        Server.Behaviour.Status = status => status.Certificate.Votes.RemoveAt(0);
        var (code, output, error) = await RunAsync("status", "--json");
        Assert.Equal(ExitCode.NotVerified, code);
        Assert.Empty(output);
        Assert.Equal("TooFewVotes", (string?)JsonNode.Parse(error)!["error"]!["failure"]);
    }

    [Fact]
    public async Task What_is_not_there_is_5()
    {
        Assert.Equal(ExitCode.NotFound, (await RunAsync("block", "show", "99")).Code);
        Assert.Equal(ExitCode.NotFound, (await RunAsync("tx", "status", new string('0', 64))).Code);
        Assert.Equal(ExitCode.NotFound, (await RunAsync("guarantee", "show", new string('0', 32))).Code);
        var absent = await JsonAsync(ExitCode.NotFound, "state", "get", "tender/section/none");
        Assert.False((bool)absent["present"]!);
    }

    [Fact]
    public async Task A_wrong_pin_is_2()
    {
        await File.WriteAllTextAsync(PathOf("calls.json"), Calls);
        await File.WriteAllTextAsync(PathOf("pin"), "0000");
        var (code, _, error) = await RunAsync("tx", "submit", PathOf("calls.json"));
        Assert.Equal(ExitCode.Usage, code);
        Assert.Contains("PIN is wrong", error, StringComparison.Ordinal);
    }
}
