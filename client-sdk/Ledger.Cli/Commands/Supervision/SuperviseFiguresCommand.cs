using System.CommandLine;
using Ledger.Audit.Rules;
using Ledger.Cli.Commands.Audits;
using Ledger.Supervision;

namespace Ledger.Cli.Commands.Supervision;

internal sealed class SuperviseFiguresCommand : CliCommand
{
    private static readonly string[] Shown =
    [
        "group", "name", "sections", "guarantees", "cash_replaced_fen", "premiums_fen", "claims", "paid_fen", "days_to_return_median",
        "outstanding_fen", "returns_late", "returns_unjudged",
    ];

    private readonly Argument<string> _archive = ArchiveRun.Argument();
    private readonly Option<string> _by = new("--by")
    {
        Description = "Told apart by month, region, trade, centre or guarantor.",
        HelpName = "WHAT",
        DefaultValueFactory = _ => "month",
    };
    private readonly Option<string?> _csv = ArchiveRun.Csv();
    private readonly Option<string?> _prometheus = new("--prometheus")
    {
        Description = "Write all of it to this file for a node exporter's textfile collector; one that is there is replaced at once.",
        HelpName = "FILE",
    };

    internal SuperviseFiguresCommand(CliContext context)
        : base(
            "figures",
            "Guarantees, cash replaced, premiums, claims, and days from announcement to return.",
            "ledger supervise figures archive --by guarantor --genesis genesis.json")
    {
        Add(_archive);
        Add(_by);
        Add(_csv);
        Add(_prometheus);
        Does(context, ShowAsync);
    }

    internal static Document DocumentOf(FigureRow row) => new()
    {
        ["group"] = row.Group.Length == 0 ? null : row.Group,
        ["name"] = row.Name.Length == 0 ? null : row.Name,
        ["sections"] = row.Sections,
        ["sections_opened"] = row.SectionsOpened,
        ["sections_failed"] = row.SectionsFailed,
        ["bidders"] = row.Bidders,
        ["guarantees"] = row.Guarantees,
        ["cash_replaced_fen"] = Datum.Money(row.CashReplacedFen),
        ["premiums_fen"] = Datum.Money(row.PremiumsFen),
        ["claims"] = row.Claims,
        ["claimed_fen"] = Datum.Money(row.ClaimedFen),
        ["paid_fen"] = Datum.Money(row.PaidFen),
        ["returned"] = row.Returned,
        ["days_to_return_median"] = row.DaysToReturnMedian is { } median ? Datum.Fraction(median) : null,
        ["days_to_return_max"] = row.DaysToReturnMax is { } longest ? Datum.Fraction(longest) : null,
        ["outstanding"] = row.Outstanding,
        ["outstanding_fen"] = Datum.Money(row.OutstandingFen),
        ["returns_late"] = row.ReturnsLate,
        ["returns_unjudged"] = row.ReturnsUnjudged,
    };

    private async Task<int> ShowAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var by = ChoiceReader.One<FigureGrouping>(invocation.Value(_by), "--by");
        using var examination = new Examination(invocation.Genesis, [], ArchiveRun.WorkFile(null));
        var result = await ArchiveRun.ReadSoundAsync(invocation, invocation.Value(_archive), examination.Look, cancellationToken);
        List<Document> rows = [.. MarketFigures.Of(examination, by).Select(DocumentOf)];
        if (invocation.Value(_csv) is { } csv)
        {
            await CsvFile.WriteAsync(csv, [.. DocumentOf(new FigureRow()).All.Select(field => field.Key)], rows, cancellationToken);
        }

        if (invocation.Value(_prometheus) is { } file)
        {
            var all = Enum.GetValues<FigureGrouping>().Select(one => (one, MarketFigures.Of(examination, one))).ToList();
            await File.WriteAllTextAsync(file + ".part", PrometheusFigures.Write(all), cancellationToken);
            File.Move(file + ".part", file, overwrite: true);
        }

        var total = DocumentOf(MarketFigures.InAll(examination));
        var document = new Document
        {
            ["height"] = result.Head.Height,
            ["time"] = Datum.Time(result.Head.Time),
            ["by"] = Datum.Word(by),
            ["total"] = total,
            ["rows"] = Datum.List(rows),
        };
        invocation.Report.Show(document, screen =>
        {
            screen.Heading(screen.Say(
                $"The market as of {Moments.Show(result.Head.Time)}", $"截至 {Moments.Show(result.Head.Time)} 的市场情况"));
            screen.Line();
            TextView.WriteFields(screen, total, 2);
            TextView.WriteItems(screen, rows, Shown);
        });
        return ExitCode.Done;
    }
}
