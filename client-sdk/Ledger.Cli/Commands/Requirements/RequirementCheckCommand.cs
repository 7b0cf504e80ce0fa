using System.CommandLine;
using Ledger.Client.Credentials;
using Ledger.Protocol.V1;

namespace Ledger.Cli.Commands.Requirements;

internal sealed class RequirementCheckCommand : CliCommand
{
    private static readonly Option<string?> AsOf = new("--as-of")
    {
        Description = "Another time to ask about than the requirement's deadline.",
        HelpName = "TIME",
    };

    internal RequirementCheckCommand(CliContext context)
        : base(
            "check",
            "Whether a bidder meets a requirement: each item met, not met or unknown, with records and issuers, on proven state alone. " +
            "Nothing is put on the chain. Ends with 1 where an item is not met or unknown.",
            "ledger requirement check requirement.json --uscc 91350100M000100Y43")
    {
        Add(RequirementFile.Argument);
        Add(RequirementFile.Bidders);
        Add(AsOf);
        Does(context, async (invocation, cancellationToken) =>
        {
            var requirement = RequirementFile.Read(invocation);
            var usccs = RequirementFile.BiddersOf(invocation);
            long? asOf = invocation.Value(AsOf) is { } text ? TimeReader.Read(text, AsOf.Name) : null;
            var found = await new CredentialReader(invocation.OpenReader()).CheckAsync(requirement, usccs, asOf, cancellationToken);
            var document = new Document
            {
                ["title"] = requirement.Title,
                ["outcome"] = Datum.Word(found.Answer.Outcome),
                ["as_of"] = Datum.Time(found.Answer.AsOf),
                ["height"] = found.Height,
                ["block_time"] = Datum.Time(found.Time),
                ["items"] = Datum.List(found.Answer.Items.Select(item => RequirementFile.Of(item.Item, item))),
            };
            invocation.Report.ShowList(
                (
                    $"{requirement.Title}: as of {Moments.Show(found.Answer.AsOf)}, known at height {found.Height:N0}",
                    $"{requirement.Title}：截至 {Moments.Show(found.Answer.AsOf)}，依据高度 {found.Height:N0} 的记录"),
                document,
                "items",
                ["id", "outcome", "asks", "answer", "asks_zh", "answer_zh"]);
            return found.Answer.Outcome == CheckOutcome.Met ? ExitCode.Done : ExitCode.Refused;
        });
    }
}
