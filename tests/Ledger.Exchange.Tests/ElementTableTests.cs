using System.Text;
using Ledger.Exchange.Shapes;
using Ledger.Protocol.V1;

namespace Ledger.Exchange.Tests;

/// <summary>The table of elements is one: the fields exist, the names are used once, and docs/spec/exchange.md shows it.</summary>
public sealed class ElementTableTests
{
    private const string Begin = "<!-- generated: LEDGER_UPDATE_DOCS=1 dotnet test tests/Ledger.Exchange.Tests -->";
    private const string End = "<!-- end of generated -->";

    [Fact]
    public void Every_element_has_one_row_and_a_name_in_the_style_of_the_sources()
    {
        Assert.Equal(ExchangeElements.All.Count, ExchangeElements.All.Select(element => element.Name).Distinct().Count());
        Assert.All(ExchangeElements.All, element => Assert.Matches("^[A-Z][A-Z_]+[A-Z]$", element.Name));
    }

    [Fact]
    public void Every_element_that_a_document_uses_is_in_the_table()
    {
        var used = Documents.DocumentSchemas.All.SelectMany(schema => Walk(schema.Group)).ToHashSet();
        Assert.Empty(used.Except(ExchangeElements.All));
        Assert.Empty(ExchangeElements.All.Except(used));
    }

    [Fact]
    public void Every_field_that_an_element_stands_for_exists()
    {
        var files = new[] { TenderReflection.Descriptor, GuaranteeReflection.Descriptor, AccountReflection.Descriptor };
        var fields = files.SelectMany(file => file.MessageTypes)
            .SelectMany(type => type.Fields.InDeclarationOrder().Select(field => $"{type.Name}.{field.Name}")).ToHashSet();
        Assert.Empty(ExchangeElements.All.SelectMany(element => element.Fields).Except(fields));
    }

    [Fact]
    public void A_field_is_found_by_its_descriptor()
    {
        Assert.Equal("BIDDER_ORG_CODE", ExchangeElements.NameOf(GuaranteeTerms.Descriptor.FindFieldByName("applicant_uscc")));
        Assert.Equal("", ExchangeElements.NameOf(GuaranteeTerms.Descriptor.FindFieldByName("blind_section")));
    }

    [Fact]
    public void Every_fault_has_its_words()
    {
        Assert.Equal(Enum.GetValues<ExchangeFault>()[1..], ExchangeFaultTexts.All.Select(text => text.Fault));
        Assert.All(ExchangeFaultTexts.All, text => Assert.Matches(@"\p{IsCJKUnifiedIdeographs}.*。$", text.Chinese));
    }

    [Fact]
    public void The_specification_shows_the_tables()
    {
        var path = SpecDocument.Path("exchange.md");
        var text = File.ReadAllText(path);
        var (from, to) = (text.IndexOf(Begin, StringComparison.Ordinal), text.IndexOf(End, StringComparison.Ordinal));
        Assert.True(from > 0 && to > from, "docs/spec/exchange.md has no place for its tables.");
        var expected = $"{text[..from]}{Begin}\n\n{Tables()}{text[to..]}";
        if (SpecDocument.Update)
        {
            File.WriteAllText(path, expected);
        }
        else
        {
            Assert.True(
                expected == text,
                "docs/spec/exchange.md differs from ExchangeElements. Regenerate it: LEDGER_UPDATE_DOCS=1 dotnet test " +
                "tests/Ledger.Exchange.Tests");
        }
    }

    private static string Tables()
    {
        var text = new StringBuilder("## Elements\n\n| element | 中文 | our field | shape | source |\n|---|---|---|---|---|\n");
        foreach (var element in ExchangeElements.All)
        {
            text.Append(
                $"| `{element.Name}` | {element.Chinese} | {string.Join("<br>", element.Fields.Select(field => $"`{field}`"))} | " +
                $"{element.ShapeText} | {MarkOf(element.Source)} |\n");
        }

        text.Append(
            "\n## Documents\n\nThe elements of each document and group in the order of writing; **bold** are required.\n\n| document or " +
            "group | elements |\n|---|---|\n");
        foreach (var schema in Documents.DocumentSchemas.All)
        {
            text.Append(
                $"| {NamedValueShape<DocumentKind>.NameOf(schema.Kind)} | " +
                $"{UsesOf(schema.Group, skip: Elements.EnvelopeElements.All.Count)} |\n");
        }

        foreach (var element in ExchangeElements.All)
        {
            text.Append(GroupOf(element) is { } group ? $"| `{element.Name}` | {UsesOf(group, skip: 0)} |\n" : "");
        }

        text.Append("\n## Faults\n\n| no. | fault | rule | 中文 |\n|---:|---|---|---|\n");
        foreach (var fault in ExchangeFaultTexts.All)
        {
            text.Append($"| {(int)fault.Fault} | `{fault.Fault}` | {fault.Rule} | {fault.Chinese} |\n");
        }

        return text.Append('\n').ToString();
    }

    private static string UsesOf(GroupShape group, int skip) =>
        string.Join(" · ", group.Uses.Skip(skip).Select(use => use.IsRequired ? $"**{use.Element.Name}**" : use.Element.Name));

    private static GroupShape? GroupOf(ExchangeElement element) =>
        element.Shape as GroupShape ?? (element.Shape as ListShape)?.Item as GroupShape;

    private static IEnumerable<ExchangeElement> Walk(GroupShape group) =>
        group.Uses.SelectMany(use => GroupOf(use.Element) is { } inner ? Walk(inner).Prepend(use.Element) : [use.Element]);

    private static string MarkOf(ElementSource source) => source switch
    {
        ElementSource.ProvincialPlatform => "S:F1",
        ElementSource.NoticeTable => "S:N1",
        ElementSource.BankHandbook => "S:B1",
        ElementSource.LiveInterface => "S:N3",
        _ => "[D]",
    };
}
