using System.CommandLine;
using Ledger.Audit.Rules;
using Ledger.Cli.Client;
using Ledger.Cli.Commands.Audits;
using Ledger.Schema.Judgements;
using Ledger.Supervision;

namespace Ledger.Cli.Commands.Supervision;

internal sealed class SuperviseGraphCommand : CliCommand
{
    private const int RelationColumns = 3;
    private static readonly string[] Columns = ["party", "party_name", "how", "other_party", "other_party_name", "count"];

    private readonly Argument<string> _archive = ArchiveRun.Argument();
    private readonly Option<string> _section = new("--section")
    {
        Description = "The section, whose bidders are on record.",
        HelpName = "CODE",
        Required = true,
    };
    private readonly Option<string?> _relations = new("--relations")
    {
        Description =
            "What the registry says of companies: a CSV file of uscc,other_uscc,kind; kind is SamePrincipal, Holding or Management.",
        HelpName = "FILE",
    };
    private readonly Option<int> _met = new("--met")
    {
        Description = "In how many other sections two bidders must have met to be shown as connected by it.",
        HelpName = "N",
        DefaultValueFactory = _ => 3,
    };
    private readonly Option<string?> _graphMl = New("--graphml", "Also write it as GraphML, which graph programs read.");
    private readonly Option<string?> _svg = New("--svg", "Also draw it.");
    private readonly Option<string?> _csv = ArchiveRun.Csv();

    internal SuperviseGraphCommand(CliContext context)
        : base(
            "graph",
            "Who takes part in a section and what connects them: guarantors, consortiums, meetings elsewhere, the registry's relations.",
            "ledger supervise graph archive --section E4404000001001043001001 --svg section.svg --genesis genesis.json")
    {
        Add(_archive);
        Add(_section);
        Add(_relations);
        Add(_met);
        Add(_graphMl);
        Add(_svg);
        Add(_csv);
        Does(context, DrawAsync);
    }

    private static Option<string?> New(string name, string description) => new(name) { Description = description, HelpName = "FILE" };

    private async Task<int> DrawAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var code = TypedText.Plain(invocation.Value(_section));
        var relations = invocation.Value(_relations) is { } file ? ReadRelations(file) : [];
        using var examination = new Examination(invocation.Genesis, [], ArchiveRun.WorkFile(null));
        await ArchiveRun.ReadSoundAsync(invocation, invocation.Value(_archive), examination.Look, cancellationToken);
        var graph = SectionGraph.Of(examination, code, relations, invocation.Value(_met)) ?? throw new CliException(
            ExitCode.NotFound,
            $"The archive has no section {code} whose bidders are on record. Before that nobody may know who bids (招标投标法 §22).",
            $"归档中没有已公布投标人名单的标段 {code}；此前任何人不得知悉投标人（招标投标法 §22）。");
        var names = graph.Nodes.ToDictionary(node => node.Id, node => node.Name, StringComparer.Ordinal);
        List<Document> edges = [.. graph.Edges.Select(edge => new Document
        {
            ["party"] = edge.From,
            ["party_name"] = names[edge.From],
            ["how"] = Datum.Word(edge.Kind),
            ["other_party"] = edge.To,
            ["other_party_name"] = names[edge.To],
            ["count"] = (int?)edge.Count,
        })];
        foreach (var (path, text) in new[]
            { (invocation.Value(_graphMl), GraphFiles.GraphMl(graph)), (invocation.Value(_svg), GraphFiles.Svg(graph)) })
        {
            if (path is not null)
            {
                EncodedFile.WriteNew(path, System.Text.Encoding.UTF8.GetBytes(text));
            }
        }

        if (invocation.Value(_csv) is { } csv)
        {
            await CsvFile.WriteAsync(csv, Columns, edges, cancellationToken);
        }

        var document = new Document
        {
            ["section"] = graph.Section,
            ["parties"] = Datum.List(graph.Nodes.Select(node => new Document
            {
                ["uscc"] = node.Id,
                ["name"] = node.Name.Length == 0 ? null : node.Name,
                ["role"] = Datum.Word(node.Kind),
            })),
            ["edges"] = Datum.List(edges),
        };
        invocation.Report.Show(document, screen =>
        {
            screen.Heading(screen.Say(
                $"{graph.Section}: {graph.Nodes.Count - 1:N0} parties", $"{graph.Section}：{graph.Nodes.Count - 1:N0} 个主体"));
            TextView.WriteItems(screen, edges, Columns);
            screen.Line();
            screen.Line(screen.Say("A connection is a clue, not a verdict.", "联系是线索，不是结论。"));
        });
        return ExitCode.Done;
    }

    private static List<PartyRelation> ReadRelations(string path)
    {
        var relations = new List<PartyRelation>();
        var lines = EncodedFile.ReadText(path).ReplaceLineEndings("\n").Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            var cells = lines[i].Split(',');
            if (lines[i].Length == 0 || (i == 0 && cells[0] == "uscc"))
            {
                continue;
            }

            if (cells.Length != RelationColumns)
            {
                throw CliException.Usage(
                    $"{path}, line {i + 1}: it is uscc,other_uscc,kind.", $"{path} 第 {i + 1} 行：应为 uscc,other_uscc,kind。");
            }

            relations.Add(new PartyRelation(
                TypedText.Plain(cells[0]), TypedText.Plain(cells[1]),
                ChoiceReader.One<PartyRelationKind>(cells[2], $"{path}, line {i + 1}: the kind")));
        }

        return relations;
    }
}
