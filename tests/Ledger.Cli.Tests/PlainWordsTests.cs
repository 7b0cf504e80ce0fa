using System.CommandLine;
using System.Text;
using Ledger.Cli.Client;

namespace Ledger.Cli.Tests;

/// <summary>
/// No error ever shows a trace, a type or a parameter of the code: every option of every command, and faults of the program itself.
/// </summary>
public sealed class PlainWordsTests : CliFixture
{
    private const string Code = @"\bSystem\.|\bGoogle\.|\bGrpc\.|Exception|Parameter '|^   at ";

    [Fact]
    public async Task A_value_of_the_wrong_kind_is_named_in_words_by_every_option()
    {
        var (tried, program) = (0, new LedgerCommandLine());
        var root = program.Build(CliContext.Console);
        foreach (var (path, command) in Walk(root, []))
        {
            foreach (var option in command.Options.Where(option => option.ValueType != typeof(string) &&
                option.ValueType != typeof(string[]) && option.ValueType != typeof(bool)))
            {
                if (option.Name is "--help" or "--version")
                {
                    continue;
                }

                await using var output = new StringWriter();
                await using var said = new StringWriter();
                var context = CliContext.Console with { Out = output, Error = said };
                var code = await program.RunAsync(root, [.. path, option.Name, "x!\u0001"], context, CancellationToken.None);
                var error = said.ToString();
                Assert.Equal((ExitCode.Usage, ""), (code, output.ToString()));
                Assert.DoesNotMatch(Code, error);
                tried += error.Contains($"{option.Name} is ", StringComparison.Ordinal) ? 1 : 0;
            }
        }

        Assert.True(tried > 15, $"{tried} options say what they want");
    }

    [Theory]
    [InlineData("缺少选项 --out。", "keys", "new")]
    [InlineData("--uscc 缺少参数。", "cert", "list", "--uscc")]
    [InlineData("缺少子命令。", "keys")]
    [InlineData("无法识别 x。", "status", "x")]
    [InlineData("“md5”不在可用值之列：", "keys", "new", "--out", "k", "--algorithm", "md5")]
    [InlineData("选项 --uscc 只能有一个值。", "cert", "list", "--uscc", "a", "--uscc", "b")]
    [InlineData("--days 应为整数，而不是 x。", "expiry", "--days", "x")]
    [InlineData("--uscc x 不是统一社会信用代码。", "cert", "list", "--uscc", "x")]
    [InlineData("文件 none 不存在。", "keys", "show", "none")]
    [InlineData("哪些订单？请用 --orders 指定其目录", "order", "list")]
    [InlineData("哪个保函柜台？请用 --desk 指定其目录", "desk", "list")]
    [InlineData("哪部手机？请用 --phone 指定其目录", "phone", "show")]
    [InlineData("--lease-days 为 0", "document", "put", "none", "--ticket", "t", "--lease-days", "0")]
    [InlineData("编号应为 64 位十六进制数字，而不是 12。", "cert", "revoke", "12", "--reason", "y")]
    [InlineData("--until 01/02/2020 9:00 有两种读法", "cert", "replace", "a", "b", "--until", "01/02/2020 9:00")]
    [InlineData("--premium-fen 1,200 可能是 1200 分，也可能是 ¥1,200.00 元", "desk", "approve", "0", "--premium-fen", "1,200")]
    [InlineData("--at 明天 不在可选值之列", "tender", "bonds", "x", "--at", "明天")]
    public async Task A_wrong_command_line_is_said_in_chinese_to_who_reads_it(string words, params string[] line)
    {
        var (code, _, error) = await RunAsync(["--lang", "zh", .. line]);
        Assert.Equal(ExitCode.Usage, code);
        Assert.Contains(words, error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en", "already exists, and nothing is overwritten.")]
    [InlineData("zh", "已存在，不会被覆盖；")]
    public async Task A_file_that_is_there_stays_as_it_is(string language, string words)
    {
        foreach (var line in (string[][])[["keys", "new"], ["cert", "request", "--uscc", "91440400MA5EXMPL1C", "--name", "甲"]])
        {
            var (code, _, error) = await RunAsync(["--lang", language, .. line, "--out", PathOf("pin")]);
            Assert.Equal(ExitCode.Usage, code);
            Assert.Contains(words, error, StringComparison.Ordinal);
        }

        Assert.Equal("628153\n", await File.ReadAllTextAsync(PathOf("pin")));
    }

    [Fact]
    public async Task A_refusal_of_the_phone_is_said_in_chinese_with_its_english_words_below()
    {
        var (code, _, error) = await RunAsync("phone", "show", "--phone", PathOf("none"), "--lang", "zh");
        Assert.Equal(ExitCode.Refused, code);
        Assert.StartsWith("被拒绝：手机目录不存在", error, StringComparison.Ordinal);
        Assert.Contains("The phone refuses (Vault)", error, StringComparison.Ordinal);
        Assert.Contains(
            "message_zh", (await RunAsync("phone", "show", "--phone", PathOf("none"), "--json")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fault_of_the_program_is_a_sentence()
    {
        await using var error = new StringWriter();
        var cast = new InvalidCastException(
            "Unable to cast object of type 'System.Int64' to type 'System.Nullable`1[System.String]'. (Parameter 'value')");
        var context = new CliContext { Out = new Broken(cast), Error = error, Variable = _ => null };
        Assert.Equal(
            ExitCode.Internal,
            await ReusedTrees.RunAsync<LedgerCommandLine>(
                ["keys", "new", "--out", PathOf("new.key"), "--pin-file", PathOf("pin")], context, CancellationToken.None));
        Assert.StartsWith("A fault in this program: ", error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotMatch(Code, error.ToString());
    }

    [Theory]
    [InlineData("en", "A fault of the installation: Ledger.Preflight is missing or does not fit.")]
    [InlineData("zh", "安装不完整：Ledger.Preflight 缺失或版本不符。")]
    public async Task A_part_of_the_program_that_is_missing_is_no_file_that_a_person_named(string language, string words)
    {
        const string Part = "Ledger.Preflight, Version=0.1.0.0, Culture=neutral, PublicKeyToken=null";
        foreach (var missing in (Exception[])
        [
            new FileNotFoundException($"Could not load file or assembly '{Part}'.", Part), new FileLoadException("mismatch", Part),
            new TypeInitializationException("Ledger.Cli.Previews.FinalAct", new FileNotFoundException("Could not load", Part)),
            new DllNotFoundException("Unable to load shared library 'Ledger.Preflight' or one of its dependencies."),
        ])
        {
            await using var error = new StringWriter();
            var context = new CliContext { Out = new Broken(missing), Error = error, Variable = _ => null };
            Assert.Equal(
                ExitCode.Internal,
                await new LedgerCommandLine().RunAsync(
                    ["keys", "show", PathOf("key"), "--lang", language], context, CancellationToken.None));
            Assert.StartsWith(words, error.ToString(), StringComparison.Ordinal);
            Assert.False(PassingFault.Is(missing)); // `desk run` and `tender attest` end with it
        }

        Assert.True(PassingFault.Is(new FileNotFoundException("none", "/tmp/a")));

        Assert.Equal(
            "There is no file /tmp/a, Version=1.", FaultWords.Of(new FileNotFoundException("none", "/tmp/a, Version=1"), ExitCode.Usage));
    }

    [Theory]
    [InlineData("status", "--genesis", "pin")]
    [InlineData("tx", "submit", "genesis.json")]
    [InlineData("guarantee", "issue", "pin")]
    [InlineData("passport", "verify", "genesis.json")]
    [InlineData("phone", "show", "--phone", "pin")]
    [InlineData("mailbox", "show", "pin")]
    [InlineData("desk", "list", "--desk", "pin")]
    [InlineData("cms", "verify", "pin")]
    public async Task A_file_in_the_place_of_another_is_a_sentence(params string[] line)
    {
        line[^1] = PathOf(line[^1]);
        var (code, _, error) = await RunAsync(line);
        Assert.NotEqual(ExitCode.Internal, code);
        Assert.NotEqual(ExitCode.Done, code);
        Assert.DoesNotMatch(Code, error);
    }

    [Theory]
    [InlineData("events", "follow")]
    [InlineData("events", "follow", "--blocks", "--from", "1")]
    [InlineData("guarantee", "late", "--watch")]
    public async Task A_command_that_follows_ends_in_order_when_it_is_stopped(params string[] line)
    {
        await using var error = new StringWriter();
        using var stop = new CancellationTokenSource();
        var variables = new Dictionary<string, string>
        {
            ["LEDGER_GENESIS"] = PathOf("genesis.json"),
            ["LEDGER_NODE"] = Server.Address.ToString(),
            ["LEDGER_MAX_HEAD_AGE"] = "off",
        };
        var context = new CliContext { Out = TextWriter.Null, Error = error, Variable = variables.GetValueOrDefault };
        var running = ReusedTrees.RunAsync<LedgerCommandLine>(line, context, stop.Token);
        await Task.Delay(300);
        await stop.CancelAsync();
        Assert.Contains(await running, new[] { ExitCode.Done, ExitCode.Interrupted });
        Assert.Contains(error.ToString().Trim(), new[] { "", "Interrupted." });
    }

    private static IEnumerable<(string[] Path, Command Command)> Walk(Command command, string[] path) =>
        command.Subcommands.SelectMany(sub => Walk(sub, [.. path, sub.Name]).Prepend(([.. path, sub.Name], sub)));

    private sealed class Broken(Exception error) : TextWriter
    {
        public override Encoding Encoding => Encoding.UTF8;

        public override void WriteLine(string? value) => throw error;

        public override void Write(char value) => WriteLine("");
    }
}
