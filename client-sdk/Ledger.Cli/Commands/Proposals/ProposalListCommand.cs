using System.CommandLine;
using Ledger.Client.Membership;

namespace Ledger.Cli.Commands.Proposals;

internal sealed class ProposalListCommand : CliCommand
{
    private static readonly string[] Columns = ["proposal", "change", "state", "votes_for", "votes_needed", "closes_at", "waits_for"];
    private readonly Option<bool> _all = new("--all") { Description = "Those that are decided or over, too." };

    internal ProposalListCommand(CliContext context)
        : base("list", "The open proposals with how their votes stand; proven that none is left out.", "ledger proposal list --all")
    {
        Add(_all);
        Does(context, async (invocation, cancellationToken) =>
        {
            var standings = await new ProposalReader(invocation.OpenReader()).ListAsync(cancellationToken);
            var shown = standings.Where(standing => standing.IsOpen || invocation.Value(_all)).ToList();
            var open = standings.Count(standing => standing.IsOpen);
            invocation.Report.ShowList(
                ($"{open} open of {standings.Count} proposals", $"提案 {standings.Count} 项，表决中 {open} 项"),
                new Document { ["proposals"] = Datum.List(shown.Select(ProposalDocuments.Of)) },
                "proposals",
                Columns);
            return ExitCode.Done;
        });
    }
}
