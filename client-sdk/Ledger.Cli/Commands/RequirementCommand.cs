using Ledger.Cli.Commands.Requirements;

namespace Ledger.Cli.Commands;

internal sealed class RequirementCommand : CliCommand
{
    internal RequirementCommand(CliContext context)
        : base(
            "requirement",
            "What a section asks of its bidders (资格条件), as a file: said back in words, and checked against credentials.",
            "ledger requirement explain requirement.json")
    {
        Add(new RequirementExplainCommand(context));
        Add(new RequirementCheckCommand(context));
        Add(new RequirementRecordCommand(context));
    }
}
