using System.CommandLine;
using Ledger.Schema.Evidence;

namespace Ledger.Cli.Commands.Supervision;

internal sealed class FindingShowCommand : CliCommand
{
    private const int IdBytes = 16;
    private static readonly Argument<string> Id = new("ID") { Description = "The finding's id, 32 hexadecimal digits." };

    internal FindingShowCommand(CliContext context)
        : base(
            "show", "A finding with its steps, what is due and by when; proven, also that there is none of this id.",
            $"ledger supervise finding show {SuperviseFindingCommand.Id}")
    {
        Add(Id);
        Does(context, async (invocation, cancellationToken) =>
        {
            var id = HexArgument.Read(invocation.Value(Id), IdBytes, Id.Name);
            var found = await invocation.OpenReader().ReadAsync(
                EvidenceTables.Findings, EvidenceTables.Findings.Key(id), cancellationToken: cancellationToken);
            if (found.Record is not { } finding)
            {
                throw CliException.NotFound(
                    $"There is no finding {invocation.Value(Id)} on the chain.", $"链上没有监管发现 {invocation.Value(Id)}。");
            }

            invocation.Report.Show(("finding", "监管发现"), MessageDocuments.Of(finding));
            return ExitCode.Done;
        });
    }
}
