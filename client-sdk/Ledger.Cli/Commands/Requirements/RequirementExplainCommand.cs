namespace Ledger.Cli.Commands.Requirements;

internal sealed class RequirementExplainCommand : CliCommand
{
    internal RequirementExplainCommand(CliContext context)
        : base(
            "explain",
            "What a requirement asks, in words of both languages; every fault of the file at once. No node is asked.",
            "ledger requirement explain requirement.json")
    {
        Add(RequirementFile.Argument);
        Does(context, (invocation, _) =>
        {
            var requirement = RequirementFile.Read(invocation);
            var document = new Document
            {
                ["title"] = requirement.Title,
                ["deadline"] = Datum.Time(requirement.Deadline),
                ["items"] = Datum.List(requirement.Items.Select(item => RequirementFile.Of(item, null))),
            };
            invocation.Report.ShowList(
                ($"{requirement.Title}: {requirement.Items.Count} items", $"{requirement.Title}：{requirement.Items.Count} 项条件"),
                document,
                "items",
                ["id", "asks", "asks_zh"]);
            return Task.FromResult(ExitCode.Done);
        });
    }
}
