using System.Text;
using System.Text.RegularExpressions;

namespace Ledger.Protocol.Tests;

public sealed partial class RefusalCatalogTests
{
    [Fact]
    public void EveryCodeHasItsWordsInTheOrderOfTheCodes()
    {
        var codes = Enum.GetValues<RefusalCode>().Where(code => code != RefusalCode.None).ToList();
        Assert.Equal(codes, RefusalCatalog.All.Select(text => text.Code));
        Assert.All(RefusalCatalog.All, text => Assert.Same(text, RefusalCatalog.Find(text.Code)));
        Assert.Null(RefusalCatalog.Find(RefusalCode.None));
        Assert.Null(RefusalCatalog.Find((RefusalCode)9999));
    }

    [Fact]
    public void NamesAreTheCodesInCapitals() => Assert.All(
        RefusalCatalog.All,
        text => Assert.Equal(WordStart().Replace(text.Code.ToString(), "_").ToUpperInvariant(), text.Name));

    [Fact]
    public void RulesCiteASourceAndRemediesAreSentences() => Assert.All(RefusalCatalog.All, text =>
    {
        Assert.Matches(@"\(.*(DESIGN|DOMAIN|CRYPTO|docs/spec|法|条例|规定|令|GB/T|GB |RFC|URDG|发改).*\)\.$", text.Rule);
        Assert.EndsWith(".", text.Remedy, StringComparison.Ordinal);
    });

    [Fact]
    public void TheDocumentIsTheCatalogue()
    {
        var document = new StringBuilder("""
            # Refusals

            Every reason to refuse something, as it stands in receipts and gRPC errors. Numbers and names never change. *Transient*: the same bytes
            may be accepted later. Generated from `RefusalCatalog`: `LEDGER_UPDATE_DOCS=1 dotnet test tests/Ledger.Protocol.Tests`.

            | code | name | rule | what to do | transient |
            |---:|---|---|---|---|

            """.ReplaceLineEndings("\n"));
        foreach (var text in RefusalCatalog.All)
        {
            document.Append($"| {(uint)text.Code} | `{text.Name}` | {text.Rule} | {text.Remedy} | {(text.Transient ? "yes" : "")} |\n");
        }

        var path = SpecDocument.Path("refusals.md");
        if (SpecDocument.Update)
        {
            File.WriteAllText(path, document.ToString());
        }

        Assert.True(
            File.Exists(path) && File.ReadAllText(path) == document.ToString(),
            "docs/spec/refusals.md differs from RefusalCatalog. Regenerate it: LEDGER_UPDATE_DOCS=1 dotnet test tests/Ledger.Protocol.Tests");
    }

    [GeneratedRegex("(?<!^)(?=[A-Z])")]
    private static partial Regex WordStart();
}
