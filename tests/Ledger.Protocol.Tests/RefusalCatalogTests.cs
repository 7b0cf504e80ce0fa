using System.Text;
using System.Text.RegularExpressions;

namespace Ledger.Protocol.Tests;

public sealed partial class RefusalCatalogTests
{
    [Fact]
    public void Every_code_has_its_words_in_the_order_of_the_codes()
    {
        var codes = Enum.GetValues<RefusalCode>().Where(code => code != RefusalCode.None).ToList();
        Assert.Equal(codes, RefusalCatalog.All.Select(text => text.Code));
        Assert.All(RefusalCatalog.All, text => Assert.Same(text, RefusalCatalog.Find(text.Code)));
        Assert.Null(RefusalCatalog.Find(RefusalCode.None));
        Assert.Null(RefusalCatalog.Find((RefusalCode)9999));
    }

    [Fact]
    public void Rules_cite_a_source_and_remedies_are_sentences() => Assert.All(RefusalCatalog.All, text =>
    {
        Assert.Matches(@"\(.*(DESIGN|DOMAIN|CRYPTO|docs/spec|法|条例|规定|令|GB/T|GB |RFC|URDG|发改).*\)\.$", text.Rule);
        Assert.EndsWith(".", text.Remedy, StringComparison.Ordinal);
    });

    [Fact]
    public void Every_code_has_its_words_in_chinese_too() => Assert.All(RefusalCatalog.All, text =>
    {
        foreach (var words in (string[])[text.Chinese.Rule, text.Chinese.Remedy])
        {
            Assert.Matches(@"\p{IsCJKUnifiedIdeographs}{2}", words);
            Assert.EndsWith("。", words, StringComparison.Ordinal);
            Assert.DoesNotMatch(@"[,;:!?()] ?\p{IsCJKUnifiedIdeographs}", words); // punctuation of the wrong language
        }

        Assert.False(string.IsNullOrWhiteSpace(text.Rule) || string.IsNullOrWhiteSpace(text.Remedy));
        Assert.DoesNotMatch(@"\p{IsCJKUnifiedIdeographs}", text.Remedy);
        Assert.Matches("（.+）。$", text.Chinese.Rule);
        Assert.Equal(SourcesOf(text.Rule), SourcesOf(text.Chinese.Rule));
    });

    [Fact]
    public void The_document_is_the_catalogue()
    {
        var document = new StringBuilder("""
            # Refusals

            Every reason to refuse something, as it stands in receipts and gRPC errors. Numbers and names never change. *Kind*: the sort of fault, from
            which the status of gRPC follows (`RefusalKind`). *Transient*: the same bytes may be accepted later. Generated from `RefusalCatalog`: `LEDGER_UPDATE_DOCS=1 dotnet test tests/Ledger.Protocol.Tests`.

            The details of a single refusal, with its values, are in English: they are part of receipts. Rule and remedy are in English and Chinese (中文).

            | code | name | kind | rule | what to do | transient |
            |---:|---|---|---|---|---|

            """.ReplaceLineEndings("\n"));
        foreach (var text in RefusalCatalog.All)
        {
            document.Append(
                $"| {(uint)text.Code} | `{text.Name}` | {text.Kind} | {text.Rule}<br>{text.Chinese.Rule} | " +
                $"{text.Remedy}<br>{text.Chinese.Remedy} | {(text.Transient ? "yes" : "")} |\n");
        }

        var path = SpecDocument.Path("refusals.md");
        if (SpecDocument.Update)
        {
            File.WriteAllText(path, document.ToString());
        }

        Assert.True(
            File.Exists(path) && File.ReadAllText(path) == document.ToString(),
            "docs/spec/refusals.md differs from RefusalCatalog. Regenerate it: LEDGER_UPDATE_DOCS=1 dotnet test " +
            "tests/Ledger.Protocol.Tests");
    }

    /// <summary>The documents and standards that a rule cites, whatever language cites them.</summary>
    private static string SourcesOf(string rule) =>
        string.Join(' ', Source().Matches(rule).Select(match => match.Value).Order(StringComparer.Ordinal));

    [GeneratedRegex(
        @"DESIGN|DOMAIN|CRYPTO|docs/spec/[a-z-]+\.md|RFC \d+|GB/T \d+|GM/T \d+|GB 32100|URDG 758|实施条例|招标投标法|电子签名法|个人信息保护法|独立保函规定")]
    private static partial Regex Source();
}
