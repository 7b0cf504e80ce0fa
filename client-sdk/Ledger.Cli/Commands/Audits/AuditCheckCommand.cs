using System.CommandLine;
using Ledger.Audit.Rules;

namespace Ledger.Cli.Commands.Audits;

internal sealed class AuditCheckCommand : CliCommand
{
    private static readonly string[] Columns =
        ["rule", "level", "time", "height", "index", "transaction", "about", "what", "what_zh", "source"];

    private readonly Argument<string> _archive = ArchiveRun.Argument();
    private readonly Option<string[]> _rules = Rules();
    private readonly Option<string?> _csv = ArchiveRun.Csv();

    internal AuditCheckCommand(CliContext context)
        : base(
            "check",
            "Hold a history against the law and the chain's rules, whatever contracts let through. Ends with 0 where no rule was broken.",
            "ledger audit check archive --genesis genesis.json")
    {
        Add(_archive);
        Add(_rules);
        Add(_csv);
        Does(context, CheckAsync);
    }

    internal static Option<string[]> Rules() => new("--rule")
    {
        Description = "Only this rule of `ledger audit rules`; once for each.",
        HelpName = "NAME",
    };

    internal static (long Breaches, long Clues) Count(Examination examination, IReadOnlyList<HistoryRule> rules)
    {
        var levels = rules.ToDictionary(rule => rule.Name, rule => rule.Level, StringComparer.Ordinal);
        var breaches = examination.Counts.Where(count => levels[count.Key] == FindingLevel.Breach).Sum(count => count.Value);
        return (breaches, examination.Counts.Values.Sum() - breaches);
    }

    private async Task<int> CheckAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var rules = RulesOf(invocation.Value(_rules) ?? []);
        using var examination = new Examination(invocation.Genesis, rules, ArchiveRun.WorkFile(null));
        var result = await ArchiveRun.ReadSoundAsync(invocation, invocation.Value(_archive), examination.Look, cancellationToken);
        examination.End();
        List<Document> findings = [.. examination.Findings.Select(DocumentOf)];
        if (invocation.Value(_csv) is { } path)
        {
            await CsvFile.WriteAsync(path, Columns, findings, cancellationToken);
        }

        var (breaches, clues) = Count(examination, rules);
        var document = new Document
        {
            ["height"] = result.Head.Height,
            ["time"] = Datum.Time(result.Head.Time),
            ["transactions"] = examination.Transactions,
            ["rules"] = rules.Count,
            ["breaches"] = breaches,
            ["clues"] = clues,
            ["findings"] = Datum.List(findings),
        };
        invocation.Report.ShowOne(document, screen => Write(screen, examination, breaches, clues));
        return breaches == 0 ? ExitCode.Done : ExitCode.NotVerified;
    }

    internal static IReadOnlyList<HistoryRule> RulesOf(string[] names)
    {
        var all = HistoryRules.New();
        if (names.FirstOrDefault(name => all.All(rule => rule.Name != name)) is { } unknown)
        {
            throw CliException.Usage(
                $"There is no rule {unknown}. `ledger audit rules` lists them.", $"没有规则 {unknown}。`ledger audit rules` 列出全部规则。");
        }

        return names.Length == 0 ? all : [.. all.Where(rule => names.Contains(rule.Name))];
    }

    private static void Write(Screen screen, Examination examination, long breaches, long clues)
    {
        screen.Heading(screen.Say(
            $"{breaches:N0} breaches, {clues:N0} clues in {examination.Transactions:N0} transactions",
            $"{examination.Transactions:N0} 笔交易：违反 {breaches:N0} 项，线索 {clues:N0} 项"));
        foreach (var finding in examination.Findings)
        {
            screen.Line();
            screen.Line($"{finding.Rule}  {AuditRulesCommand.LevelOf(screen, finding.Level)}  {finding.About}", 2);
            screen.Line(screen.Say(finding.What.English, finding.What.Chinese), 4);
            screen.Line(PlaceOf(screen, finding) + finding.Source, 4);
        }

        if (examination.Findings.Count < breaches + clues)
        {
            screen.Line();
            screen.Line(screen.Say(
                $"The first {examination.Findings.Count:N0} are shown: --rule NAME shows those of one rule.",
                $"仅显示前 {examination.Findings.Count:N0} 项；--rule NAME 只看一条规则。"));
        }
    }

    private static string PlaceOf(Screen screen, RuleFinding finding) => finding.Index is { } index
        ? screen.Say(
            $"{Moments.Show(finding.Time)}, block {finding.Height:N0}, transaction {index}; ",
            $"{Moments.Show(finding.Time)}，区块 {finding.Height:N0}，交易 {index}；")
        : screen.Say($"as of {Moments.Show(finding.Time)}; ", $"截至 {Moments.Show(finding.Time)}；");

    internal static Document DocumentOf(RuleFinding finding) => new()
    {
        ["rule"] = finding.Rule,
        ["rule_version"] = (uint?)finding.RuleVersion,
        ["level"] = Datum.Word(finding.Level),
        ["source"] = finding.Source,
        ["time"] = Datum.Time(finding.Time),
        ["height"] = finding.Height,
        ["index"] = finding.Index,
        ["transaction"] = finding.Transaction,
        ["about"] = finding.About,
        ["what"] = finding.What.English,
        ["what_zh"] = finding.What.Chinese,
    };
}
