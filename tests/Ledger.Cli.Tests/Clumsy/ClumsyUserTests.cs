using System.Text;
using Ledger.Crypto;
using Ledger.Crypto.Keys;
using Ledger.Orders.Tests;
using Ledger.Protocol.V1;

namespace Ledger.Cli.Tests.Clumsy;

/// <summary>
/// Honest people's mistakes, over all commands (wrong-inputs.tsv): each ends with its code and in words that help, and nothing of it ever
/// reaches a node, as the nodes' own counters say.
/// </summary>
[Collection(AloneCollection.Name)]
public sealed class ClumsyUserTests : ConsortiumFixture
{
    private const string Project = "E4404000001001043001";
    private const string Section = Project + "001";
    private const string Calls =
        """{"calls": [{"account": {"registerSubject": {"uscc": "91440400MA5EXMPL1C", "name": "珠海示例建设有限公司"}}}]}""";

    /// <summary>Words that are for programmers.</summary>
    private static readonly string[] Unspeakable =
        ["System.", "Exception", "   at ", "Parameter '", "Nullable", "Int32", "Int64", "Google.", "Object reference", "\uFFFD"];

    private static readonly string Rows = Path.Combine(Repository.Root, "tests", "Ledger.Cli.Tests", "Clumsy", "wrong-inputs.tsv");

    private readonly HashSet<string> _names = [];
    private Dictionary<string, string> _values = [];

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var bidder = Seed.Authorities[1].Certify("91440400MA4UWX0R6T", "珠海建设有限公司");
        var bank = Seed.Guarantors.First(one => one.Form == GuaranteeForm.Bank).Participant;
        using (var centre = ClientOf(Seed.Zhuhai))
        {
            using var opening = KeyPair.Generate(SignatureAlgorithm.Sm2Sm3);
            await new AnnouncedSections(Seed, Seed.Authorities[0].Certify("12350100MB02709751", "招标人"), bidder, 15_000_000)
                .AnnounceAsync(centre, _ => opening.PublicKey, DateTimeOffset.UtcNow.AddDays(25).ToUnixTimeMilliseconds(), Section);
        }

        WriteKey("centre.key", Seed.Zhuhai);
        WriteKey("bidder.key", bidder);
        WriteKey("bank.key", bank);
        using (var stranger = KeyPair.Generate(SignatureAlgorithm.Sm2Sm3))
        {
            KeyFile.Create(PathOf("stranger.key"), stranger, "628153", KeyFileCost.OfKnownKeys);
        }

        foreach (var (name, content) in Files())
        {
            Directory.CreateDirectory(Path.GetDirectoryName(PathOf(name))!);
            await File.WriteAllBytesAsync(PathOf(name), content);
        }

        Directory.CreateDirectory(PathOf("folder"));
        _names.UnionWith(Directory.EnumerateFileSystemEntries(PathOf("."), "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(PathOf("."), path)));
        _names.UnionWith(
            [
                "nowhere", "nowhere.json", "nowhere.key", "nowhere.crt", "nowhere.pdf", "中文 目录/没有.json", "orders", "new-orders", "my-desk",
                "my-phone", "letters", "out", "signed.json", "request.csr", "p", "v", "t", "d", "m", "bid.enc", "plain", "sealed.pdf",
                "new.key", "out.pem", "book",
            ]);
        _values = new Dictionary<string, string>
        {
            ["{project}"] = Project,
            ["{section}"] = Section,
            ["{centre}"] = Seed.Zhuhai.Uscc,
            ["{bidder}"] = bidder.Uscc,
            ["{bank}"] = bank.Uscc,
            ["{guarantee}"] = new string('5', 32),
            ["{digest}"] = new string('7', 64),
            ["{node_https}"] = Node.Replace("http:", "https:", StringComparison.Ordinal),
        };
    }

    [Fact]
    public async Task No_mistake_is_sent_and_each_is_said_in_words_that_help()
    {
        using var sent = new SentCounter();
        var wrong = new List<string>();
        foreach (var row in (await File.ReadAllLinesAsync(Rows)).Where(line => !line.StartsWith('#')))
        {
            if (await TryAsync(row.Split('\t'), sent) is { } fault)
            {
                wrong.Add(fault);
            }
        }

        Assert.True(wrong.Count == 0, $"{wrong.Count} wrong:\n{string.Join("\n\n", wrong)}");
    }

    private async Task<string?> TryAsync(string[] row, SentCounter sent)
    {
        var before = sent.Count;
        var (code, output, error) = await ScriptAsync(row[0], [.. Arguments(row[1])]);
        var said = output + error;
        var fault = (code.ToString(System.Globalization.CultureInfo.InvariantCulture) != row[2] ? $"ended with {code}, not {row[2]}; " : "")
            + (sent.Count != before ? $"sent {sent.Count - before}; " : "")
            + string.Concat(row[3].Split(" … ").Where(words => !said.Contains(words, StringComparison.Ordinal))
                .Select(words => $"does not say '{words}'; "))
            + string.Concat(Unspeakable.Where(word => said.Contains(word, StringComparison.Ordinal)).Select(word => $"says '{word}'; "));
        return fault.Length == 0 ? null : $"{row[0]}: {row[1]}\n  {fault}\n  {said.Trim()}";
    }

    // Words between spaces, or between quotation marks.
    private IEnumerable<string> Arguments(string line)
    {
        foreach (var (part, isQuoted) in line.Split('"').Select((part, i) => (part, i % 2 == 1)))
        {
            foreach (var word in isQuoted ? [part] : part.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                var value = _values.Aggregate(word, (text, pair) => text.Replace(pair.Key, pair.Value, StringComparison.Ordinal));
                yield return _names.Contains(value) ? PathOf(value)
                    : value.StartsWith("file:", StringComparison.Ordinal) ? "file:" + PathOf(value[5..]) : value;
            }
        }
    }

    private static IEnumerable<(string Name, byte[] Content)> Files()
    {
        yield return ("calls.json", Encoding.UTF8.GetBytes(Calls));
        yield return ("gbk.json", Encoding.GetEncoding("GB18030").GetBytes(Calls));
        yield return ("utf16.json", [0xff, 0xfe, .. Encoding.Unicode.GetBytes(Calls)]);
        yield return ("broken.json", Encoding.UTF8.GetBytes(Calls[..40]));
        yield return ("twice.json", Encoding.UTF8.GetBytes("""{"calls": [], "calls": []}"""));
        yield return ("list.json", "[1, 2]"u8.ToArray());
        yield return ("number.json", "7"u8.ToArray());
        yield return ("other.json", """{"colour": "red"}"""u8.ToArray());
        yield return ("replacement.json", Encoding.UTF8.GetBytes(Calls.Replace("珠海示例", "珠海\uFFFD例", StringComparison.Ordinal)));
        yield return ("notice.json", Encoding.UTF8.GetBytes($$"""{"DOCUMENT_TYPE": "NOTICE", "BID_SECTION_CODE": "{{Project}}"}"""));
        yield return ("notes.txt", Encoding.UTF8.GetBytes("投标前记得盖章\n"));
        yield return ("empty", []);
        yield return ("中文 目录/坏.json", "{"u8.ToArray());
        yield return ("pin-wrong", "628154\n"u8.ToArray());
        yield return ("pin-spaces", " 628153 \n"u8.ToArray());
        yield return ("pin-full-width", Encoding.UTF8.GetBytes("６２８１５３\n"));
        yield return ("pin-gbk", Encoding.GetEncoding("GB18030").GetBytes("密码六二八"));
        yield return ("pin-two-lines", "628153\n628153\n"u8.ToArray());
        yield return ("pin-short", "1\n"u8.ToArray());
        yield return ("card.json", "{}"u8.ToArray());
        yield return ("account.json", Encoding.UTF8.GetBytes("""{"name": "海韵银行", "number": "1", "bank": "总行"}"""));
        yield return ("me.json", Encoding.UTF8.GetBytes(
            """{"uscc": "91440400MA4UWX0R6T", "name": "珠海建设有限公司", "basicAccount": {"name": "珠海建设有限公司", "number": "6222", "bank": "珠海银行"}}"""));
        yield return ("me-typo.json", Encoding.UTF8.GetBytes(
            """{"uscc": "91440400MA4UWX0R6T", "nmae": "珠海建设有限公司", "basicAccount": {"number": "6222"}}"""));
    }
}
