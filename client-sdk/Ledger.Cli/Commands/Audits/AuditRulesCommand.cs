using Ledger.Audit.Rules;

namespace Ledger.Cli.Commands.Audits;

internal sealed class AuditRulesCommand : CliCommand
{
    internal AuditRulesCommand(CliContext context)
        : base("rules", "The rules that `audit check` holds a history against, in words, each with its article.", "ledger audit rules")
    {
        Does(context, Show);
    }

    private static Task<int> Show(Invocation invocation, CancellationToken cancellationToken)
    {
        var rules = HistoryRules.New();
        var document = new Document { ["rules"] = Datum.List(rules.Select(DocumentOf)) };
        invocation.Report.ShowOne(document, screen =>
        {
            screen.Heading(screen.Say($"{rules.Count} rules", $"{rules.Count} 条规则"));
            foreach (var rule in rules)
            {
                screen.Line();
                screen.Line($"{rule.Name}  {screen.Say("version", "版本")} {rule.Version}  {LevelOf(screen, rule.Level)}", 2);
                screen.Line(screen.Say(rule.Says.English, rule.Says.Chinese), 4);
                screen.Line(rule.Source, 4);
            }
        });
        return Task.FromResult(ExitCode.Done);
    }

    internal static string LevelOf(Screen screen, FindingLevel level) =>
        level == FindingLevel.Breach ? screen.Say("breach", "违反") : screen.Say("clue", "线索");

    private static Document DocumentOf(HistoryRule rule) => new()
    {
        ["rule"] = rule.Name,
        ["rule_version"] = (uint?)rule.Version,
        ["level"] = Datum.Word(rule.Level),
        ["source"] = rule.Source,
        ["says"] = rule.Says.English,
        ["says_zh"] = rule.Says.Chinese,
    };
}
